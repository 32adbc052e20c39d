// Draws figures as a description list. Every text is set as text.

const colours = (root) => getComputedStyle(root).getPropertyValue("--st-chart-categorical-colors").split(",")

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".frame")
  const [peach, jade] = colours(root)
  const list = make("dl", "figures")
  for (const figure of data) {
    const box = make("div", figure.values.length === 1 ? "figure alone" : "figure")
    box.append(make("dt", "", figure.name))
    for (const [direction, value, unit] of figure.values) {
      const line = make("dd", "")
      if (direction) {
        const sign = make("span", "sign", direction === "inbound" ? "●" : "◆")
        sign.style.color = direction === "inbound" ? peach : jade
        sign.setAttribute("aria-hidden", "true")
        line.append(sign)
      }
      line.append(make("span", "value", value), make("span", "unit", unit))
      box.append(line)
    }
    box.append(make("dd", "note", figure.note))
    list.append(box)
  }
  root.replaceChildren(list)
}
