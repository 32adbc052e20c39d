// Draws reported totals as bars, each on its own scale, between the words that say the same. Every text is set as text.

const percent = (share) => `${(share * 100).toFixed(2)}%`

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".frame")
  const colours = getComputedStyle(root).getPropertyValue("--st-chart-categorical-colors").split(",")
  const paint = { inbound: [colours[0], colours[7]], outbound: [colours[1], colours[8]] }

  const part = (name, start, stop) => {
    const piece = make("span", name)
    piece.style.left = percent(start)
    piece.style.width = percent(stop - start)
    return piece
  }

  const bar = (drawn, way) => {
    const whole = make("div", "bar")
    // The words below say the same.
    whole.setAttribute("aria-hidden", "true")
    const [full, pale] = paint[way]
    whole.style.setProperty("--full", full)
    whole.style.setProperty("--pale", pale)
    if (drawn.perhaps > drawn.sure) whole.append(part("perhaps", drawn.sure, drawn.perhaps))
    if (drawn.sure > 0) whole.append(part("sure", 0, drawn.sure))
    const exact = drawn.firm === drawn.soft
    whole.append(part(exact ? "firm closed" : "firm", 0, drawn.firm))
    if (!exact) whole.append(part(drawn.closed ? "soft closed" : "soft", drawn.firm, drawn.soft))
    // Where the table has more than the total, a stroke through the bar says where the total ends.
    if (drawn.perhaps > drawn.soft) whole.append(part("end", drawn.soft, drawn.soft))
    return whole
  }

  const sign = (row) => {
    const mark = make("span", "sign", `${row.sign} `)
    mark.style.color = paint[row.direction][0]
    mark.setAttribute("role", "img")
    mark.setAttribute("aria-label", row.way)
    return mark
  }

  const line = (row) => {
    const item = make("li")
    const head = make("p", "head")
    head.append(sign(row), make("b", "", row.figure), " ", make("span", "by", row.by))
    item.append(head, make("p", "statement", row.statement))
    if (row.bar) item.append(bar(row.bar, row.direction))
    if (row.told) item.append(make("p", "told", row.told))
    return item
  }

  const list = (rows) => {
    const items = make("ul")
    items.append(...rows.map(line))
    return items
  }

  const legend = make("p", "legend")
  for (const { part: name, text } of data.legend) {
    const entry = make("span", "entry")
    const swatch = make("span", `swatch ${name}`)
    swatch.setAttribute("aria-hidden", "true")
    entry.append(swatch, text)
    legend.append(entry)
  }

  const groups = make("div", "groups")
  for (const group of data.groups) {
    const section = make("section")
    section.append(make("h4", "", group.title), list(group.rows))
    if (group.folded) {
      const folded = make("details")
      folded.append(make("summary", "", group.folded), list(group.apart))
      section.append(folded)
    }
    groups.append(section)
  }
  root.replaceChildren(legend, groups)
}
