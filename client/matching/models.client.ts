import { matchingTrained, watchModels } from '../../shared/matching/matching.sockets.ts'
import { listen } from '../platform/live.ts'

/** Shows what came of a training as soon as it has ended. */
export function start(): void {
  void listen({
    watch: { name: watchModels, payload: {} },
    on: { [matchingTrained]: () => location.reload() },
  })
}
