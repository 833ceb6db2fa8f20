import { boardPosted, watchBoard } from '../../shared/groups/groups.sockets.ts'
import { listen } from '../platform/live.ts'
import { newItems } from '../platform/new-items.ts'

/** Says that somebody wrote while the board is open; what is being typed stays until its writer wants to see it. */
export function start(part: HTMLElement): void {
  const bar = part.querySelector<HTMLElement>('#new-posts')
  if (!bar) return
  let waiting = 0
  const update = newItems(bar, () => location.reload())
  void listen({
    watch: { name: watchBoard, payload: { groupId: part.dataset['group'] ?? '' } },
    on: {
      [boardPosted]: () => {
        waiting += 1
        update(waiting)
      },
    },
  })
}
