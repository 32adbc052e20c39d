"""Story: the exchange told in steps, all on one page or one at an address of its own."""

from aid import controls

at = controls.here()

if at.step:
    controls.one_step(at, at.step)
else:
    controls.whole_story(at)
