import { formatPence, parsePounds } from '../../shared/platform/money.ts'
import { wholeLifePence } from '../../shared/proposals/whole-life.ts'

/** Says under the costs what they come to over the years of the challenge, while they are typed. */
export function start(root: HTMLElement): void {
  const total = root.querySelector<HTMLElement>('[data-whole-life-total]')
  const years = Number(root.dataset['years'])
  if (!total) return
  const words = total.dataset['wholeLifeTotal'] ?? ''
  const unknown = total.dataset['wholeLifeUnknown'] ?? ''
  const typed = (name: string) => {
    const text = root.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? ''
    return text.trim() === '' ? null : parsePounds(text)
  }
  const show = () => {
    const pence = wholeLifePence(
      {
        pilotPricePence: typed('pilotPrice'),
        setUpPence: typed('setUp'),
        yearlyPence: typed('yearly'),
        endOfLifePence: typed('endOfLife'),
      },
      years,
    )
    total.textContent = pence === null ? unknown : words.replace('[sum]', formatPence(pence))
  }
  root.addEventListener('input', show)
  show()
}
