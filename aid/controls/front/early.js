// Reads the chart's script while the server works out the page. Otherwise that half second would begin only when the
// first chart has arrived. It waits until the page has been asked for, so that nothing comes later for it.
const chart = document.querySelector("link[data-early]")
const CONNECTED = "[data-test-connection-state=CONNECTED]"

function read() {
  if (!document.querySelector(CONNECTED)) return
  seen.disconnect()
  performance.mark("chart read early")
  import(chart.href)
}

const seen = new MutationObserver(read)
if (chart) {
  seen.observe(document, { subtree: true, attributes: true, attributeFilter: ["data-test-connection-state"] })
  read()
}
