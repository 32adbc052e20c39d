// Makes ready for the first chart while the server works out the page: reads the land's outline into the place where
// plotly looks for it, and the chart's script, which otherwise would begin only when the first chart has arrived. The
// script waits until the page has been asked for, so that nothing comes later for it.
const chart = document.querySelector("link[data-early]")
const land = document.querySelector("link[data-land]")
const CONNECTED = "[data-test-connection-state=CONNECTED]"

function read() {
  if (!document.querySelector(CONNECTED)) return
  seen.disconnect()
  performance.mark("chart read early")
  import(chart.href)
}

async function keep(outline) {
  const answer = await fetch(outline.href)
  if (!answer.ok) return
  const shapes = await answer.json()
  window.PlotlyGeoAssets ??= { topojson: {} }
  window.PlotlyGeoAssets.topojson[outline.dataset.land] ??= shapes
}

const seen = new MutationObserver(read)
if (chart) {
  seen.observe(document, { subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"] })
  read()
}
// Without it plotly fetches the outline itself.
if (land) keep(land).catch(() => {})
