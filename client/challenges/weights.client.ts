/** Says under the criteria what their weights add up to, while they are typed. */
export function start(form: HTMLElement): void {
  const total = form.querySelector<HTMLElement>('[data-weights-total]')
  if (!total) return
  const words = total.dataset['weightsTotal'] ?? ''
  const show = () => {
    const fields = [...form.querySelectorAll<HTMLInputElement>('[data-weight]')]
    const sum = fields.reduce((all, { value }) => all + (Number(value) || 0), 0)
    total.textContent = words.replace('[sum]', String(sum))
  }
  form.addEventListener('input', show)
  show()
}
