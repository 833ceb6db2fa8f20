/**
 * Selecting many matches: with one box those above the line that wait for a decision, and how many are selected said
 * beside the buttons and on them.
 */
export function start(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return
  const boxes = [...document.querySelectorAll<HTMLInputElement>(`input[form="${form.id}"][name="matchIds"]`)]
  const offered = boxes.filter(({ dataset }) => dataset['offered'] !== undefined)
  const all = document.querySelector<HTMLInputElement>('#select-all')
  const said = form.querySelector<HTMLElement>('[data-count]')
  if (!all || !said || boxes.length === 0) return
  const words = (name: string, count: number) => (form.dataset[name] ?? '').replace('[count]', String(count))
  const plain = new Map<HTMLElement, string>()
  for (const button of form.querySelectorAll<HTMLElement>('[data-do]')) plain.set(button, button.textContent)

  const show = () => {
    const count = boxes.filter(({ checked }) => checked).length
    const countOfOffered = offered.filter(({ checked }) => checked).length
    all.checked = countOfOffered === offered.length
    all.indeterminate = countOfOffered > 0 && countOfOffered < offered.length
    // The buttons stay at hand while there is something to do with them.
    form.classList.toggle('selected--picked', count > 0)
    said.textContent = count === 0 ? words('none', 0) : words(count === 1 ? 'one' : 'many', count)
    for (const [button, text] of plain) {
      button.textContent = count === 0 ? text : words(button.dataset['do'] ?? '', count)
    }
  }
  all.addEventListener('change', () => {
    for (const box of offered) box.checked = all.checked
    show()
  })
  for (const box of boxes) box.addEventListener('change', show)
  // A page that was gone back to has its boxes as they were left, once it is shown.
  window.addEventListener('pageshow', show)
  if (offered.length > 0) document.querySelector('#select-all-row')?.removeAttribute('hidden')
  said.hidden = false
  show()
}
