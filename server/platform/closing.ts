type Close = () => Promise<unknown> | unknown

const open: { name: string; close: Close; takesWork: boolean }[] = []

/**
 * Remembers something that must be closed before the process may end.
 * @param takesWork it lets work in (requests, jobs): closed before anything that the work under way still needs
 */
export function closeAtEnd(name: string, close: Close, takesWork = false): void {
  open.push({ name, close, takesWork })
}

/**
 * Closes what lets work in, then everything else, the last opened first; one that fails does not keep the
 * others open.
 * @throws AggregateError of what failed
 */
export async function closeEverything(): Promise<void> {
  const failures: unknown[] = []
  const closeOne = async ({ name, close }: { name: string; close: Close }) => {
    try {
      await close()
    } catch (error) {
      failures.push(new Error(`${name} could not be closed`, { cause: error }))
    }
  }
  const entries = open.filter(({ takesWork }) => takesWork).reverse()
  await Promise.all(entries.map(closeOne))
  // What those opened while they ended is in the list by now.
  const rest = open.splice(0).filter(({ takesWork }) => !takesWork)
  for (const entry of rest.reverse()) await closeOne(entry)
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed')
}
