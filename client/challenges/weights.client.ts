import { groupedCriteria } from '../../shared/challenges/sub-criteria.ts'

/** Says under the criteria what their weights add up to, in all and by criterion, while they are typed. */
export function start(form: HTMLElement): void {
  const total = form.querySelector<HTMLElement>('[data-weights-total]')
  const groups = form.querySelector<HTMLElement>('[data-weights-of]')
  if (!total) return
  const words = total.dataset['weightsTotal'] ?? ''
  const groupWords = groups?.dataset['weightsOf'] ?? ''
  const values = (selector: string) =>
    [...form.querySelectorAll<HTMLInputElement>(selector)].map(({ value }) => value)
  const show = () => {
    const names = values('[data-part-of]')
    const typed = values('[data-weight]').map((value, index) => ({
      title: '',
      weight: Number(value) || 0,
      partOf: names[index],
    }))
    const sum = typed.reduce((all, { weight }) => all + weight, 0)
    total.textContent = words.replace('[sum]', String(sum))
    const divided = groupedCriteria(typed, (row) => row).filter(({ isDivided }) => isDivided)
    groups?.replaceChildren(
      ...divided.map(({ title, weight }) => {
        const line = document.createElement('li')
        line.textContent = groupWords.replace('[sum]', String(weight)).replace('[name]', () => title)
        return line
      }),
    )
  }
  form.addEventListener('input', show)
  show()
}
