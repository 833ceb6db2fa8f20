import type { Page } from 'playwright-core'

/** What does nothing on a page in a browser without scripts: buttons that only scripts hear, forms that nothing sends. */
export const scriptlessFaults = async (page: Page): Promise<string[]> => {
  const found = await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('button')].filter(
      (one) => one.checkVisibility() && (one.type === 'button' || !one.form),
    )
    const forms = [...document.querySelectorAll<HTMLFormElement>('form')].filter(
      (form) =>
        form.checkVisibility() &&
        ![...form.elements].some(
          (one) =>
            one.matches('button:not([type="button"]), input[type="submit"]') &&
            (one.checkVisibility() || one.closest('details:not([open])')),
        ),
    )
    return [
      ...buttons.map((one) => `the button “${one.textContent?.trim()}” does nothing`),
      ...forms.map((one) => `nothing sends the form to ${one.getAttribute('action')}`),
    ]
  })
  return found.map((fault) => `${new URL(page.url()).pathname} without scripts: ${fault}`)
}
