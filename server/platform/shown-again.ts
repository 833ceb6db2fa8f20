import type { Request, RequestHandler } from 'express'

const forms = new WeakSet<RequestHandler>()

/** Marks the handler of a form as one that can show the page again with what was typed in it. */
export function showsAgain(handler: RequestHandler): RequestHandler {
  forms.add(handler)
  return handler
}

/** What a router of Express knows of its routes, as far as this file needs it. */
interface Layer {
  match: (path: string) => boolean
  handle: RequestHandler & { stack?: Layer[] }
  route?: { methods: Record<string, boolean>; stack: { handle: RequestHandler }[] }
}

const layersOf = (router: RequestHandler): Layer[] => (router as { stack?: Layer[] }).stack ?? []

/**
 * True if the first route that would handle the request is a form's. Routes that cannot be seen into count as none, so
 * that nothing is let through which does not ask.
 */
export function canShowAgain(pages: readonly RequestHandler[], req: Request): boolean {
  const method = req.method.toLowerCase()
  for (const router of pages) {
    for (const layer of layersOf(router)) {
      const { handle, route } = layer
      if (!layer.match(req.path)) continue
      if (handle.stack && canShowAgain([handle], req)) return true
      if (route?.methods[method]) return route.stack.some((inner) => forms.has(inner.handle))
    }
  }
  return false
}
