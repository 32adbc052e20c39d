// Draws the buttons that play the months of the view, and what of it is in sight; every text is set as text.
// The page is drawn anew by the server at each step: the next is asked for only when that has been done.
const PAUSE = 1200
const ICONS = {
  first: "M2 2h2.4v12H2zM14 2v12L5 8z",
  back: "M11.5 2v12l-8-6z",
  play: "M3.5 1.5v13l10-6.5z",
  pause: "M3 2h3.6v12H3zM9.4 2H13v12H9.4z",
  on: "M4.5 2v12l8-6z",
  last: "M11.6 2H14v12h-2.4zM2 2v12l9-6z",
}
const BUTTONS = ["first", "back", "play", "on", "last"]
// The query that this script itself has last put into the address.
let made = null
const drawn = new WeakMap()

const shape = (tag, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return element
}

const picture = (path) => {
  const icon = shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" })
  icon.append(shape("path", { d: path }))
  return icon
}

const busy = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "running"
const less = matchMedia("(prefers-reduced-motion: reduce)")

// Streamlit takes a chart away before its next edition is drawn. Copies of the charts stand in their places for that
// moment, so that the map fills up and does not blink.
const CHARTS = ".st-key-map .js-plotly-plot, .st-key-timeline .js-plotly-plot"
const PATIENCE = 5000
const standing = () =>
  [...document.querySelectorAll(CHARTS)].filter((chart) => chart.querySelector(".main-svg") && chart.offsetParent)

const cover = () => {
  const until = performance.now() + PATIENCE
  for (const chart of standing()) {
    const held = chart.closest("[class*=st-key-]")
    const copy = chart.cloneNode(true)
    copy.inert = true
    copy.setAttribute("aria-hidden", "true")
    // Its marks are no longer the chart's own.
    copy.className = "copy"
    const [width, height] = [chart.offsetWidth, chart.offsetHeight]
    Object.assign(copy.style, {
      position: "absolute", pointerEvents: "none", zIndex: 1,
      left: `${held.offsetLeft}px`, top: `${held.offsetTop}px`, width: `${width}px`, height: `${height}px`,
    })
    held.parentElement.append(copy)
    const key = [...held.classList].find((name) => name.startsWith("st-key-"))
    let begun = false
    const lift = () => {
      begun ||= busy()
      const next = standing().some((other) => other !== chart && other.closest(`.${key}`))
      if (next || (begun && !busy()) || performance.now() > until) copy.remove()
      else requestAnimationFrame(lift)
    }
    requestAnimationFrame(lift)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".frame")
  if (!drawn.has(root)) drawn.set(root, built(root))
  return drawn.get(root)(data, setTriggerValue)
}

// Builds the block once, so that the focus stays where it is while the page is drawn anew; what it hands back shows
// new data in it.
function built(root) {
  let data, ask, timer
  let playing = false
  let [wanted, pending, queued] = [null, null, null]

  const buttons = Object.fromEntries(BUTTONS.map((name) => [name, make("button", name)]))
  const clear = make("button", "clear")
  const told = make("span", "told")
  const still = make("p", "still")
  const row = make("div", "buttons")
  const line = make("div", "line")
  for (const button of [...Object.values(buttons), clear]) button.type = "button"
  told.setAttribute("role", "status")
  row.append(...Object.values(buttons))
  line.append(row, told, clear)
  root.setAttribute("role", "group")
  root.replaceChildren(line, still)

  // ---- what is asked of the page ----

  // One step at a time: a second is kept until the page has followed the first, or their answers would cross.
  const goTo = (moment) => {
    if (pending) {
      queued = moment
      return
    }
    pending = moment
    const embedded = [...new URLSearchParams(location.search)].filter(([key]) => key.startsWith("embed"))
    const view = data.address.replace(`moment=${data.any}`, `moment=${moment}`)
    const query = [new URLSearchParams(embedded).toString(), view].filter(Boolean).join("&")
    // An address that the page has already is not noted in the history again; so that a play of many months leaves
    // one entry, only its first step finds an address that is not this script's own.
    if (location.search === `?${made}`) history.replaceState({}, "", `${location.pathname}?${query}`)
    made = query
    cover()
    ask("moment", moment)
  }

  const followed = () => {
    const next = queued
    pending = queued = null
    if (next && next !== data.moment) goTo(next)
  }

  const place = () => {
    const moment = queued ?? pending ?? data.moment
    if (!moment) return -1
    const passed = data.steps.filter((step) => step <= moment).length
    return data.steps.includes(moment) ? passed - 1 : passed - 0.5
  }

  const targets = () => {
    const at = place()
    const end = data.steps.length - 1
    return {
      first: at === 0 ? -1 : 0,
      back: at < 0 ? -1 : Math.ceil(at - 1),
      on: Math.floor(at + 1),
      last: at === end ? -1 : end,
    }
  }

  // ---- playing ----

  const play = () => {
    playing = true
    const next = targets().on
    step(data.steps[next] ? next : 0)
    paint()
  }

  const stop = () => {
    if (!playing) return
    playing = false
    clearTimeout(timer)
    paint()
  }

  const step = (target) => {
    wanted = data.steps[target]
    goTo(wanted)
  }

  // From when the page stands drawn, not from when it was asked for: on a slow machine no step overtakes another.
  const onward = () => {
    timer = busy() ? setTimeout(onward, 100) : setTimeout(() => step(targets().on), PAUSE)
  }

  const drew = () => {
    if (!playing) return
    clearTimeout(timer)
    if (data.moment !== wanted || data.moment === data.steps.at(-1)) stop()
    else onward()
  }

  const interrupted = (event) => {
    const own = event.composedPath().includes(buttons.play)
    if (!own || (event.key && event.key !== "Enter" && event.key !== " ")) stop()
  }
  const hidden = () => document.hidden && stop()
  const calmer = () => {
    stop()
    paint()
  }

  buttons.play.addEventListener("click", () => {
    if (playing) return stop()
    if (data.steps.length && !less.matches) play()
  })
  for (const name of ["first", "back", "on", "last"]) {
    buttons[name].addEventListener("click", () => {
      const target = data.steps[targets()[name]]
      if (target) goTo(target)
    })
  }
  clear.addEventListener("click", () => ask("clear", true))

  // ---- drawing ----

  const paint = () => {
    const targeted = targets()
    for (const name of BUTTONS) {
      const button = buttons[name]
      const label = data.say[name === "play" && playing ? "pause" : name]
      button.replaceChildren(picture(ICONS[name === "play" && playing ? "pause" : name]))
      button.setAttribute("aria-label", label)
      button.title = label
      const can = name === "play" ? data.steps.length && !less.matches : data.steps[targeted[name]]
      button.setAttribute("aria-disabled", String(!can))
    }
    still.textContent = less.matches ? data.say.still : ""
    still.hidden = !less.matches
    clear.textContent = data.say.clear
    clear.hidden = !data.part
    told.textContent = data.told
    // A reader who listens is not talked to all through a play.
    told.setAttribute("aria-live", playing ? "off" : "polite")
    root.setAttribute("aria-label", data.say.group)
  }

  const listening = [
    [document, "click", interrupted], [document, "keydown", interrupted],
    [document, "visibilitychange", hidden], [window, "popstate", stop], [less, "change", calmer],
  ]
  const listen = (how) => listening.forEach(([where, what, heard]) => where[how](what, heard, true))
  let heeding = false

  return (fresh, setTriggerValue) => {
    ;[data, ask] = [fresh, setTriggerValue]
    if (!heeding) listen("addEventListener")
    heeding = true
    followed()
    drew()
    paint()
    return () => {
      stop()
      listen("removeEventListener")
      heeding = false
    }
  }
}
