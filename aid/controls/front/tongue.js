// Tells the browser and its screen reader which language the page is in now. And when the connection has been lost and
// found again, asks for the page anew: the process that took it up knows nothing of the page until then, and would pass
// over the reader's first click.
export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data
  const app = document.querySelector("[data-testid=stApp]")
  if (!app) return
  let lost = false
  const watch = new MutationObserver(() => {
    const connected = app.dataset.testConnectionState === "CONNECTED"
    if (connected && lost) setTriggerValue("found", true)
    lost = !connected
  })
  watch.observe(app, { attributeFilter: ["data-test-connection-state"] })
  return () => watch.disconnect()
}
