// Draws the pairs as a table of real links: a name leads to its country's page, a cell to its act's. Every text is set
// as text; a plain click is followed within the app, any other by the browser.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".frame")
  const [peach, jade] = getComputedStyle(root).getPropertyValue("--st-chart-categorical-colors").split(",")
  const signs = { came: ["●", peach], went: ["◆", jade] }

  const link = (text, to) => {
    const anchor = make("a", "", text)
    anchor.href = to.href
    anchor.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      setTriggerValue("open", to.code)
    })
    return anchor
  }

  const side = (told, name) => {
    const cell = make("td", `${name}${told.gift ? "" : " pale"}`)
    cell.dataset.label = data.head[name]
    if (told.to) {
      const [sign, colour] = signs[name]
      const mark = make("span", "sign", `${told.gift ? sign : sign === "●" ? "○" : "◇"} `)
      mark.style.color = colour
      mark.setAttribute("aria-hidden", "true")
      cell.append(mark, link(told.text, told.to))
    } else cell.append(make("span", "none", told.text))
    if (told.first) cell.append(" ", make("span", "first", data.first))
    return cell
  }

  const table = make("table")
  table.append(make("caption", "", data.caption))
  const columns = Object.keys(data.head)
  const head = make("tr")
  for (const name of columns) {
    const cell = make("th", name, data.head[name])
    cell.scope = "col"
    head.append(cell)
  }
  const top = make("thead")
  top.append(head)
  const body = make("tbody")
  for (const row of data.rows) {
    const line = make("tr")
    const name = make("th", "name")
    name.scope = "row"
    name.append(row.to ? link(row.name, row.to) : row.name)
    line.append(name)
    for (const way of ["came", "went"]) line.append(side(row[way], way))
    for (const told of ["gap", "kindred"]) {
      if (!columns.includes(told)) continue
      const cell = make("td", told)
      cell.dataset.label = data.head[told]
      for (const text of [row[told]].flat()) cell.append(make("div", "", text))
      line.append(cell)
    }
    body.append(line)
  }
  table.append(top, body)
  root.replaceChildren(table)
}
