import { reread } from './reread.ts'

const pauseMs = 2000

/** Shows a part again and again, until the server gives it without asking for that: something under way has ended. */
export function start(part: HTMLElement): void {
  setTimeout(() => {
    void reread(part).then((arrived) => {
      // A page that could not be read is asked for again; an arrived part that asks for it goes on by itself.
      if (arrived === null) start(part)
      else if (arrived.dataset['module'] === part.dataset['module']) start(arrived)
    })
  }, pauseMs)
}
