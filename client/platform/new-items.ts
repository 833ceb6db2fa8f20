/**
 * "1 new answer – show": says how many arrived since the page was read, and calls `show` when somebody asks.
 * @param bar what the macro newItems made
 * @returns what to call with the number that waits; zero hides the bar
 */
export function newItems(bar: HTMLElement, show: () => Promise<void> | void): (count: number) => void {
  const words = bar.querySelector<HTMLElement>('[data-words]')
  const update = (count: number) => {
    bar.hidden = count === 0
    const sentence = count === 1 ? bar.dataset['one'] : bar.dataset['other']
    const said = (sentence ?? '').replace('[count]', String(count))
    // What is said again unchanged would be read out again.
    if (words && words.textContent !== said) words.textContent = said
  }
  bar.querySelector('button')?.addEventListener('click', () => {
    void Promise.resolve(show()).then(() => update(0))
  })
  return update
}
