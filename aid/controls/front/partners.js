// Draws the partners as a table with two-sided bars and sentences of links. Every text is set as text; every name is a
// real link, opened within the app on a plain click and by the browser on any other.

let [tallest, measured] = [0, ""]

const colours = (root) => getComputedStyle(root).getPropertyValue("--st-chart-categorical-colors").split(",")

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".frame")
  root.classList.toggle("beside", Boolean(data.beside))
  const [peach, jade] = colours(root)
  const paint = { inbound: peach, outbound: jade }

  const link = (row) => {
    const anchor = make("a", "", row.name)
    anchor.href = row.href ?? data.address.replace(`country=${data.any}`, `country=${row.code}`)
    anchor.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      setTriggerValue("open", row.code)
    })
    return anchor
  }

  const side = (row, direction) => {
    const cell = make("td", direction)
    const line = make("div", "side")
    const told = row[direction]
    if (told?.text || told?.unknown) {
      const bar = make("span", "bar")
      bar.style.width = told.unknown ? "0.95rem" : `calc((100% - var(--text)) * ${told.share})`
      bar.style[told.unknown ? "border" : "background"] = told.unknown ? `1.5px solid ${paint[direction]}` : paint[direction]
      const count = make("span", "count", told.text || "?")
      line.append(...(direction === "inbound" ? [count, bar] : [bar, count]))
    }
    cell.append(line)
    return cell
  }

  const table = make("table")
  table.append(make("caption", "", data.label))
  const head = make("tr")
  for (const [direction, text] of [["inbound", data.came], ["name", ""], ["outbound", data.went]]) {
    const cell = make(direction === "name" ? "td" : "th", direction, text)
    if (direction !== "name") {
      cell.scope = "col"
      const sign = make("span", "", direction === "inbound" ? " ●" : "◆ ")
      sign.style.color = paint[direction]
      sign.setAttribute("aria-hidden", "true")
      direction === "inbound" ? cell.append(sign) : cell.prepend(sign)
    }
    head.append(cell)
  }
  const top = make("thead")
  top.append(head)
  const body = make("tbody")
  for (const row of data.rows) {
    const line = make("tr")
    const name = make("td", "name")
    name.append(link(row))
    line.append(side(row, "inbound"), name, side(row, "outbound"))
    line.addEventListener("click", (event) => event.target.tagName !== "A" && setTriggerValue("open", row.code))
    body.append(line)
  }
  table.append(top, body)

  const longest = Math.max(1, ...data.rows.flatMap((row) => [row.inbound?.text.length ?? 0, row.outbound?.text.length ?? 0]))
  root.style.setProperty("--text", `${longest * 0.52 + 0.6}rem`)
  const parts = data.rows.length ? [table] : []
  for (const group of data.groups) {
    const sentence = make("p")
    sentence.append(make("b", "", group.title), data.comma === "、" ? "：" : ": ")
    group.rows.forEach((row, place) => sentence.append(...(place ? [data.comma] : []), link(row)))
    parts.push(sentence)
  }
  root.replaceChildren(...parts)

  // The map beside the list is as tall as the list: while time is played, the list gets no shorter.
  root.style.minHeight = ""
  const of = `${data.view} ${root.offsetWidth}`
  tallest = data.held && of === measured ? Math.max(tallest, root.offsetHeight) : root.offsetHeight
  measured = of
  if (data.held) root.style.minHeight = `${tallest}px`
}
