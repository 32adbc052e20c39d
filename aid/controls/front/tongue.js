// Tells the browser and its screen reader which language the page is in now.
export default function ({ data }) {
  document.documentElement.lang = data
}
