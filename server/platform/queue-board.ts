import type { RequestHandler } from 'express'
import { openQueues } from './queue-desk.ts'

let opened: { queues: unknown; serve: RequestHandler } | undefined

/**
 * Bull Board over these queues, reading only; loaded when it is first asked for.
 * @throws AppError unavailable while Redis is away
 */
export async function openBoard(names: readonly string[], path: string): Promise<RequestHandler> {
  const queues = await openQueues(names)
  // Queues that were made anew need a board of their own.
  if (opened && opened.queues === queues[0]) return opened.serve
  const [{ createBullBoard }, { BullMQAdapter }, { ExpressAdapter }] = await Promise.all([
    import('@bull-board/api'),
    import('@bull-board/api/bullMQAdapter'),
    import('@bull-board/express'),
  ])
  const serverAdapter = new ExpressAdapter()
  serverAdapter.setBasePath(path)
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false })),
    serverAdapter,
    options: {
      uiConfig: { boardTitle: 'Foothold', miscLinks: [{ text: 'Operations', url: '/operations' }] },
    },
  })
  const serve = serverAdapter.getRouter() as RequestHandler
  opened = { queues: queues[0], serve }
  return serve
}
