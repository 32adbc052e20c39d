// A combobox over what the table can be asked for (WAI-ARIA's pattern: list autocomplete, manual selection). Every text
// is set as text. Every result is a real link, opened within the app on a plain choice and by the browser on any other.
const PATIENCE = 80
const LONGEST_WAIT = 6000
const KEPT_ANSWERS = 60
const [PHONE, WIDE, WIDER, MARGIN] = [640, 320, 480, 16]
const boxes = new WeakMap()

const sign = () => {
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  const path = document.createElementNS(space, "path")
  path.setAttribute("d", "M10.5 10.5 14 14M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0Z")
  svg.setAttribute("viewBox", "0 0 16 16")
  svg.setAttribute("aria-hidden", "true")
  svg.append(path)
  return svg
}

// Where the app does not hear, a link is followed as links are.
const hears = () => {
  const state = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState
  return !state || state === "CONNECTED"
}

const isField = (element) => element.matches?.("input, textarea, select, [contenteditable=true]")

class Box {
  constructor(root) {
    this.answers = new Map()
    this.label = make("label", "unseen")
    this.label.htmlFor = "find-text"
    this.input = make("input")
    Object.assign(this.input, { id: "find-text", type: "text", autocomplete: "off", spellcheck: false })
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "find-list",
      "aria-keyshortcuts": "/ Control+K", autocapitalize: "none", enterkeyhint: "search",
    })) this.input.setAttribute(name, value)
    this.hint = make("kbd", "hint", "/")
    this.hint.setAttribute("aria-hidden", "true")
    this.list = make("div", "list")
    this.list.id = "find-list"
    this.list.setAttribute("role", "listbox")
    // In the top layer nothing of the page cuts it off.
    this.list.popover = "manual"
    this.status = make("div", "unseen")
    this.status.setAttribute("role", "status")
    const field = make("div", "field")
    field.append(sign(), this.input, this.hint)
    root.replaceChildren(this.label, field, this.list, this.status)

    this.input.addEventListener("input", () => this.ask())
    this.input.addEventListener("focus", () => {
      this.grow(root.getBoundingClientRect())
      if (this.query()) this.ask()
    })
    this.input.addEventListener("blur", () => {
      this.close()
      Object.assign(field.style, { width: "", marginLeft: "" })
    })
    this.input.addEventListener("keydown", (event) => this.press(event))
    // The field keeps the focus while the pointer chooses.
    this.list.addEventListener("mousedown", (event) => event.preventDefault())
    this.place = this.place.bind(this)
    this.open = this.open.bind(this)
  }

  tell(data, send) {
    const before = this.data
    Object.assign(this, { data, send })
    this.label.textContent = data.label
    this.input.placeholder = data.placeholder
    this.list.setAttribute("aria-label", data.results)
    if (before?.lang !== data.lang) {
      this.answers.clear()
      if (this.isOpen()) this.ask()
    }
  }

  // ---- asking ----

  // As long and as wordy as the server takes it.
  query() {
    const words = this.input.value.slice(0, this.data.longest).split(/\s+/).filter(Boolean)
    return words.slice(0, this.data.words).join(" ")
  }

  ask() {
    const query = this.query()
    clearTimeout(this.clock)
    this.stale?.abort()
    this.follows = false
    if (!query) return this.close()
    const known = this.answers.get(query)
    if (known) return this.show(known)
    if (!this.isOpen()) this.show(this.bare(query))
    this.answer = null
    this.clock = setTimeout(() => this.fetch(query), PATIENCE)
  }

  async fetch(query) {
    this.stale = new AbortController()
    const address = `/api/find.json?${new URLSearchParams({ q: query, lang: this.data.lang })}`
    let answer
    try {
      const response = await fetch(address, { signal: this.stale.signal })
      if (!response.ok) throw new Error(response.statusText)
      answer = await response.json()
      if (this.answers.size >= KEPT_ANSWERS) this.answers.clear()
      this.answers.set(query, answer)
    } catch (error) {
      if (error.name === "AbortError") return
      answer = { ...this.bare(query), told: this.data.silent }
    }
    if (query !== this.query()) return
    const follows = this.follows
    if (follows || this.input.matches(":focus")) this.show(answer)
    if (follows) this.follow(this.preferred())
  }

  // What can be offered before the server has answered, or without it.
  bare(query) {
    const href = `acts?${new URLSearchParams({ q: query, lang: this.data.lang })}`
    const label = this.data.mentioning.replace("{words}", () => query)
    return { q: query, told: "", groups: [], go: "all", all: { id: "all", label, href } }
  }

  // ---- showing ----

  show(answer) {
    this.answer = answer
    this.options = []
    const parts = answer.groups.map((group) => {
      const part = make("div", "group")
      const heading = make("div", "heading", group.label)
      heading.id = `find-of-${group.group}`
      part.setAttribute("role", "group")
      part.setAttribute("aria-labelledby", heading.id)
      part.append(heading, ...group.results.map((result) => this.option(result)))
      return part
    })
    // That no act mentions the words is worth saying only where nothing else was found.
    if (!answer.all.empty || !parts.length) {
      const all = this.option(answer.all)
      all.classList.add("all")
      parts.push(all)
    }
    this.list.replaceChildren(...parts)
    this.status.textContent = answer.told
    this.choose(-1)
    this.list.showPopover?.()
    this.list.scrollTop = 0
    this.input.setAttribute("aria-expanded", "true")
    this.place()
    addEventListener("resize", this.place)
    addEventListener("scroll", this.place, true)
  }

  option(result) {
    const link = make("a", "option")
    link.id = `find-${this.options.length}`
    link.href = result.keeps ? this.kept(result.href) : result.href
    link.tabIndex = -1
    link.setAttribute("role", "option")
    link.setAttribute("aria-selected", "false")
    link.append(make("span", "label", result.label))
    if (result.note) link.append(make("span", "note", result.note))
    if (result.id === this.answer.go) {
      link.classList.add("go")
      const key = make("kbd", "", "↵")
      key.setAttribute("aria-hidden", "true")
      link.append(key)
    }
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      this.follow(link)
    })
    this.options.push(link)
    return link
  }

  kept(href) {
    const [path, own] = href.split("?")
    const query = new URLSearchParams(own)
    const named = new Set(query.keys())
    for (const [key, value] of new URLSearchParams(location.search)) {
      if (this.data.keeps.includes(key) && !named.has(key)) query.append(key, value)
    }
    return `${path}?${query}`
  }

  // To the left where there is room, else to the right, and never beyond the screen.
  grow(own) {
    const screen = document.documentElement.clientWidth
    const width = screen <= PHONE ? screen - 2 * MARGIN : Math.max(own.width, WIDE)
    const right = Math.max(MARGIN, Math.min(own.left, screen - MARGIN - width))
    const left = own.right - width < MARGIN ? right : own.right - width
    Object.assign(this.input.parentElement.style, { width: `${width}px`, marginLeft: `${left - own.left}px` })
  }

  place() {
    const field = this.input.parentElement.getBoundingClientRect()
    const screen = { width: document.documentElement.clientWidth, height: visualViewport?.height ?? innerHeight }
    const width = Math.min(screen.width - MARGIN, Math.max(field.width, WIDER))
    const left = Math.max(MARGIN / 2, Math.min(field.left, screen.width - width - MARGIN / 2))
    const height = Math.max(160, screen.height - field.bottom - 12)
    Object.assign(this.list.style, {
      left: `${left}px`, top: `${field.bottom + 4}px`, width: `${width}px`, maxHeight: `${height}px`,
    })
  }

  isOpen() {
    return this.input.getAttribute("aria-expanded") === "true"
  }

  close() {
    removeEventListener("resize", this.place)
    removeEventListener("scroll", this.place, true)
    this.input.setAttribute("aria-expanded", "false")
    this.input.removeAttribute("aria-activedescendant")
    this.status.textContent = ""
    this.list.hidePopover?.()
  }

  // ---- choosing ----

  choose(at) {
    this.at = at
    this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)))
    const chosen = this.options[at]
    if (!chosen) return this.input.removeAttribute("aria-activedescendant")
    this.input.setAttribute("aria-activedescendant", chosen.id)
    chosen.scrollIntoView({ block: "nearest" })
  }

  preferred() {
    return this.options.find((option) => option.classList.contains("go")) ?? this.options.at(-1)
  }

  press(event) {
    // While an input method composes, these keys are its own.
    if (event.isComposing || event.keyCode === 229) return
    const count = this.isOpen() ? this.options.length : 0
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      if (!count) return this.query() && this.ask()
      const step = event.key === "ArrowDown" ? 1 : -1
      // Beyond either end stands what was typed, then the other end.
      this.choose(((this.at + 1 + step + count + 1) % (count + 1)) - 1)
    } else if (event.key === "Escape") {
      event.preventDefault()
      if (count) return this.close()
      this.input.value = ""
      this.input.blur()
    } else if (event.key === "Enter") {
      event.preventDefault()
      this.enter(event)
    }
  }

  enter(event) {
    if (!this.query()) return
    const chosen = this.isOpen() ? this.options[this.at] : null
    if (chosen && (event.ctrlKey || event.metaKey)) return void open(chosen.href, "_blank", "noopener")
    if (chosen) return this.follow(chosen)
    if (this.isOpen() && this.answer) return this.follow(this.preferred())
    // The answer is on its way, or is asked for anew.
    if (!this.isOpen()) this.ask()
    if (this.answer?.told) return this.follow(this.preferred())
    this.follows = true
  }

  open(event) {
    event.preventDefault()
    this.input.focus()
    this.input.select()
  }

  shortcut(event) {
    const combined = event.ctrlKey || event.metaKey
    const asked = combined ? event.key.toLowerCase() === "k" && !event.altKey && !event.shiftKey : event.key === "/"
    if (!asked || (!combined && (event.altKey || isField(event.composedPath()[0])))) return
    this.open(event)
  }

  follow(link) {
    const before = location.href
    this.input.value = ""
    this.close()
    this.input.blur()
    if (!hears()) return location.assign(link.href)
    this.send("open", link.getAttribute("href"))
    setTimeout(() => location.href === before && location.href !== link.href && location.assign(link.href), LONGEST_WAIT)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".frame")
  const box = boxes.get(root) ?? new Box(root)
  boxes.set(root, box)
  box.tell(data, setTriggerValue)
  box.listen ??= (event) => box.shortcut(event)
  document.addEventListener("keydown", box.listen)
  return () => {
    document.removeEventListener("keydown", box.listen)
    box.close()
  }
}
