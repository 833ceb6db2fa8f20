import type { Page } from 'playwright-core'

const height = 900
// As wide as on a desk, and as half of that is: where text of twice the size has least room.
const widths = [1280, 640]

/**
 * What is lost of a page for somebody who doubles the size of its text (WCAG 1.4.4): text that stays small, is cut off
 * or lies on other text, and pages that become wider than the window. Empty is well.
 */
export async function largeTextFaults(page: Page): Promise<string[]> {
  const where = new URL(page.url()).pathname
  const found: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height })
    const faults = [...(await textFaults(page)), ...(await tooWide(page))]
    found.push(...faults.map((fault) => `${where} at ${width} with large text: ${fault}`))
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  await page.setViewportSize({ width: 1280, height })
  return found
}

async function tooWide(page: Page): Promise<string[]> {
  const by = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  return by > 0 ? [`${by} px too wide`] : []
}

/** Doubles the text of the page, and says which of it is no longer to be read. */
const textFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts = [...document.querySelectorAll('body *')].filter(
      (element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()) &&
        element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
        !element.closest(
          // Drawings grow with the page alone; what they say stands in the table below each.
          'svg, .govuk-visually-hidden, .govuk-skip-link, .govuk-breadcrumbs, .facets__apply, option, textarea',
        ),
    )
    const range = document.createRange()
    document.documentElement.style.fontSize = '100%'
    const words = texts.map((element) =>
      [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent?.trim()),
    )
    const before = words.map(([first]) => {
      if (first) range.selectNode(first)
      return range.getClientRects()[0]?.height ?? 0
    })
    document.documentElement.style.fontSize = '200%'
    const faults: string[] = []
    const boxes: { element: Element; box: DOMRect; name: string }[] = []
    const scrolls = [...document.querySelectorAll('main *')].filter((one) => {
      const { overflowX, overflowY } = getComputedStyle(one)
      return (
        (/auto|scroll/.test(overflowY) && one.scrollHeight > one.clientHeight) ||
        (/auto|scroll/.test(overflowX) && one.scrollWidth > one.clientWidth)
      )
    })
    for (const [index, element] of texts.entries()) {
      const name = `“${element.textContent?.trim().replaceAll(/\s+/g, ' ').slice(0, 40)}” (${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''})`
      for (const [place, node] of (words[index] ?? []).entries()) {
        range.selectNode(node)
        const found = [...range.getClientRects()]
        const was = before[index] ?? 0
        if (place === 0 && was > 0 && (found[0]?.height ?? 0) < was * 1.7) faults.push(`${name} stays small`)
        // What a box of its own has scrolled away lies on nothing.
        const frame = scrolls.find((one) => one.contains(element))?.getBoundingClientRect()
        for (const box of found) {
          const isAway =
            frame &&
            (box.bottom > frame.bottom + 2 ||
              box.top < frame.top - 2 ||
              box.right > frame.right + 2 ||
              box.left < frame.left - 2)
          if (box.width > 2 && !isAway) boxes.push({ element, box, name })
        }
      }
    }
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const { overflowX, overflowY } = getComputedStyle(element)
      const isCut =
        (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 2) ||
        (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 2)
      if (!isCut || element.clientWidth < 3 || element.clientHeight < 3 || !element.textContent?.trim())
        continue
      if (
        element.matches('textarea, input, select, svg, svg *, .govuk-breadcrumbs *') ||
        !element.checkVisibility()
      )
        continue
      faults.push(`.${element.className} cuts off “${element.textContent.trim().slice(0, 40)}”`)
    }
    boxes.sort((a, b) => a.box.top - b.box.top)
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        if (other.box.top >= one.box.bottom) break
        if (one.element === other.element) continue
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        // Lines of one paragraph touch; what covers half a line is on top of it.
        if (wide > 3 && high > Math.min(one.box.height, other.box.height) / 2)
          faults.push(`${one.name} and ${other.name} lie on each other`)
      }
    }
    return [...new Set(faults)]
  })
