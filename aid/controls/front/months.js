// Draws the months of the view as two-sided bars with a brush for its period over them; every text is set as text.
// The brush is two sliders for the keyboard; a pointer drags them, or what lies between, or a new period.
const SETTLED = 700
const drawn = new WeakMap()

const shape = (tag, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return element
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".frame")
  if (!drawn.has(root)) drawn.set(root, built(root))
  return drawn.get(root)(data, setTriggerValue)
}

// Builds the block once, so that the focus stays where it is while the page is drawn anew; what it hands back shows
// new data in it.
function built(root) {
  let data, ask, commit, was
  // The months between which the brush stands.
  let [from, to] = [0, 0]

  const bars = shape("svg", { class: "bars", preserveAspectRatio: "none", role: "img" })
  const period = make("div", "period")
  const handles = { from: make("div", "handle"), to: make("div", "handle") }
  const now = make("div", "now")
  const chosen = make("div", "chosen")
  const track = make("div", "track")
  const ticks = make("div", "ticks")
  const beside = make("p", "beside")
  chosen.setAttribute("aria-hidden", "true")
  ticks.setAttribute("aria-hidden", "true")
  track.append(bars, period, now, handles.from, handles.to, chosen)
  root.setAttribute("role", "group")
  root.replaceChildren(track, ticks, beside)

  const last = () => data.months.length - 1
  const isWhole = () => from === 0 && to === last()

  const read = () => {
    const starts = data.months.findIndex((month) => month.end >= data.from)
    const ends = data.months.findLastIndex((month) => !data.to || month.start <= data.to)
    from = starts < 0 ? last() : starts
    to = Math.max(ends, from)
    was = { from, to }
  }

  // An edge that nobody moved keeps its day, which need not be the first or last of a month.
  const filter = () => {
    clearTimeout(commit)
    const changed = {
      from: from === was.from ? data.from : from === 0 ? "" : data.months[from].start,
      to: to === was.to ? data.to : to === last() ? "" : data.months[to].end,
    }
    if (changed.from !== data.from || changed.to !== data.to) ask("period", changed)
    else show()
  }

  const preview = () => {
    lay()
    chosen.hidden = false
    chosen.textContent = data.span.replace("{start}", data.months[from].name).replace("{end}", data.months[to].name)
  }

  const moved = (name, month) => {
    if (name === "from") from = Math.min(Math.max(month, 0), to)
    else to = Math.max(Math.min(month, last()), from)
    preview()
  }

  for (const name of ["from", "to"]) {
    const handle = handles[name]
    handle.tabIndex = 0
    handle.setAttribute("role", "slider")
    handle.addEventListener("keydown", (event) => {
      const here = name === "from" ? from : to
      const month = {
        ArrowLeft: here - 1, ArrowDown: here - 1, ArrowRight: here + 1, ArrowUp: here + 1,
        PageDown: here - 3, PageUp: here + 3, Home: 0, End: last(),
      }[event.key]
      if (event.key === "Enter") return filter()
      if (month === undefined) return
      event.preventDefault()
      moved(name, month)
      clearTimeout(commit)
      // Several presses are one change.
      commit = setTimeout(filter, SETTLED)
    })
    handle.addEventListener("blur", filter)
  }

  const monthAt = (event) => {
    const box = track.getBoundingClientRect()
    return Math.min(Math.max(Math.floor(((event.clientX - box.left) / box.width) * data.months.length), 0), last())
  }

  track.addEventListener("pointermove", (event) => {
    if (data) track.title = data.months[monthAt(event)].counted
  })
  track.addEventListener("dblclick", () => {
    if (data.from || data.to) ask("period", { from: "", to: "" })
  })
  track.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return
    const start = monthAt(event)
    const [held, left, right] = [event.target, from, to]
    const name = held === handles.from ? "from" : held === handles.to ? "to" : null
    const middle = held === period && !isWhole()
    let dragged = false
    const drag = (move) => {
      const month = monthAt(move)
      if (!name && month === start && !dragged) return
      dragged = true
      if (name) return moved(name, month)
      if (middle) {
        const by = Math.min(Math.max(month - start, -left), last() - right)
        from = left + by
        to = right + by
      } else {
        from = Math.min(start, month)
        to = Math.max(start, month)
      }
      preview()
    }
    const drop = (end) => {
      track.removeEventListener("pointermove", drag)
      track.removeEventListener("pointerup", drop)
      track.removeEventListener("pointercancel", drop)
      if (!dragged) return
      if (end.type === "pointerup") return filter()
      show()
    }
    track.setPointerCapture(event.pointerId)
    track.addEventListener("pointermove", drag)
    track.addEventListener("pointerup", drop)
    track.addEventListener("pointercancel", drop)
    if (name) held.focus()
    event.preventDefault()
  })

  // ---- drawing ----

  const lay = () => {
    const share = (months) => `${(months / data.months.length) * 100}%`
    for (const [name, month, edge] of [["from", from, from], ["to", to, to + 1]]) {
      const handle = handles[name]
      handle.style.left = share(edge)
      handle.setAttribute("aria-valuemin", name === "from" ? 0 : from)
      handle.setAttribute("aria-valuemax", name === "from" ? to : last())
      handle.setAttribute("aria-valuenow", month)
      handle.setAttribute("aria-valuetext", data.months[month].name)
    }
    period.style.left = share(from)
    period.style.width = share(to + 1 - from)
    period.classList.toggle("whole", isWhole())
    const passed = data.months.filter((month) => month.code <= data.moment).length
    now.hidden = !data.moment
    now.style.left = share(passed)
    for (const bar of bars.querySelectorAll("rect")) {
      const month = Number(bar.dataset.month)
      const out = month < from || month > to || (data.moment && data.months[month].code > data.moment)
      bar.classList.toggle("out", Boolean(out))
    }
  }

  const paintBars = () => {
    const [peach, jade] = getComputedStyle(root).getPropertyValue("--st-chart-categorical-colors").split(",")
    const most = Math.max(1, ...data.months.flatMap((month) => [month.came, month.went]))
    bars.setAttribute("viewBox", `0 0 ${data.months.length} 2`)
    bars.setAttribute("aria-label", data.alt)
    const rects = data.months.flatMap((month, index) =>
      [["came", peach], ["went", jade]].filter(([side]) => month[side]).map(([side, fill]) => {
        // A single act must be seen beside the fullest month.
        const height = Math.max(month[side] / most, 0.05)
        // What is known only by its latest day lies at the outer end, pale.
        const by = height * (month[`${side}_by`] / month[side])
        const rect = (y, high, opacity) =>
          high ? [shape("rect", { x: index + 0.16, y, width: 0.68, height: high, fill, "fill-opacity": opacity, "data-month": index })] : []
        return side === "came"
          ? [...rect(1 - height, by, 0.4), ...rect(1 - height + by, height - by, 1)]
          : [...rect(1, height - by, 1), ...rect(1 + height - by, by, 0.4)]
      })).flat()
    bars.replaceChildren(...rects, shape("line", { class: "axis", x1: 0, x2: data.months.length, y1: 1, y2: 1 }))
    ticks.replaceChildren(...data.ticks.map((text) => make("span", "", text)))
  }

  const show = () => {
    read()
    paintBars()
    lay()
    chosen.hidden = true
    beside.textContent = data.beside
    root.setAttribute("aria-label", data.group)
    handles.from.setAttribute("aria-label", data.first)
    handles.to.setAttribute("aria-label", data.last)
  }

  return (fresh, setTriggerValue) => {
    ;[data, ask] = [fresh, setTriggerValue]
    show()
    return () => clearTimeout(commit)
  }
}
