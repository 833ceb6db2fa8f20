/** A part of this page as the server shows it now; null if it could not be read, or is not there any more. */
async function partNow(id: string): Promise<HTMLElement | null> {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null)
  if (!answer?.ok) return null
  return new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(id)
}

/** Shows a part of this page as it is now. @returns the part that is shown, or null if the page could not be read */
export async function reread(part: HTMLElement): Promise<HTMLElement | null> {
  const arrived = await partNow(part.id)
  if (!arrived) return null
  const taken = document.importNode(arrived, true)
  part.replaceWith(taken)
  return taken
}
