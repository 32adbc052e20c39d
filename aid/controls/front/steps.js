// The arrow keys lead to the step before and after, by the links that stand there; a new step is read from its top.
const BUSY = "input, textarea, select, [contenteditable], [role=radiogroup], [role=tablist], [role=dialog], [role=listbox], canvas"

export default function ({ data }) {
  const go = (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.composedPath().some((part) => part instanceof Element && part.matches(BUSY))) return
    const side = { ArrowLeft: "before", ArrowRight: "after" }[event.key]
    const link = side && document.querySelector(`.st-key-story_${side} a`)
    if (!link) return
    event.preventDefault()
    link.click()
  }
  // One listener, whichever run it is of: the component runs again for each step.
  document.removeEventListener("keydown", window.aidSteps?.go)
  document.addEventListener("keydown", go)
  if (window.aidSteps && window.aidSteps.step !== data) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
  window.aidSteps = { go, step: data }
  return () => {
    document.removeEventListener("keydown", window.aidSteps?.go)
    delete window.aidSteps
  }
}
