// Follows the link that the entrance has drawn for a click on a chart, as if the reader had.
export default function () {
  document.querySelector(".st-key-go a")?.click()
}
