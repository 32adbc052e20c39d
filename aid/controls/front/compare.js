// Draws countries side by side as one table: a column a country, a line for each thing compared. On a phone each line
// is a small list, the countries one under the other. Every text is set as text.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".frame")
  const [peach, jade] = getComputedStyle(root).getPropertyValue("--st-chart-categorical-colors").split(",")
  const signs = { inbound: ["●", peach, data.came], outbound: ["◆", jade, data.went] }

  const side = ([way, text]) => {
    const told = make("span", "side")
    if (way) {
      const [sign, colour, said] = signs[way]
      const mark = make("span", "sign", `${sign} `)
      mark.style.color = colour
      mark.setAttribute("aria-hidden", "true")
      told.append(mark, make("span", "said", `${said} `))
    }
    told.append(text)
    return told
  }

  const heading = (text, scope) => {
    const cell = make("th", "", text)
    cell.scope = scope
    return cell
  }

  const top = make("tr")
  top.append(make("td"), ...data.countries.map((name) => heading(name, "col")))
  const body = make("tbody")
  for (const row of data.rows) {
    const line = make("tr")
    line.append(heading(row.name, "row"))
    row.cells.forEach((sides, place) => {
      const cell = make("td")
      cell.dataset.label = data.countries[place]
      const box = make("div")
      box.append(...sides.map(side))
      cell.append(box)
      line.append(cell)
    })
    body.append(line)
  }
  const head = make("thead")
  head.append(top)
  const table = make("table")
  table.append(make("caption", "", data.caption), head, body)
  root.replaceChildren(table)
}
