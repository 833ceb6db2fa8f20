import type { Request, RequestHandler, Response } from 'express'
import { groupListQuery } from '../../shared/groups/groups.schema.ts'
import { mostWatches, watchSchema } from '../../shared/groups/watch.ts'
import { codeNames } from '../organisations/index.ts'
import { form, type FormState, formState, noticeFor } from '../platform/page.ts'
import { withQuery } from '../platform/page-links.ts'
import { actorOf, param } from '../platform/request.ts'
import { placeChoices } from './groups.presenter.ts'
import { deleteWatch, keepWatch, listWatches } from './groups.watches.service.ts'
import type { WatchRecord } from './groups.watches.model.ts'

const notices = {
  kept: 'Saved. You hear of what is new from now on.',
  deleted: 'Deleted. You hear no more of it.',
}

/** A watch in words, and where it finds what is there already. */
const presentWatch = ({ _id: id, q, categories, regions }: WatchRecord) => ({
  id,
  words: [q && `“${q}”`, ...categories.map(codeNames.category), ...regions.map(codeNames.region)].filter(
    Boolean,
  ),
  href: withQuery('/problems', { q, category: categories, region: regions }),
})

async function showWatches(req: Request, res: Response, state: FormState): Promise<void> {
  const watches = await listWatches(actorOf(req))
  res.render('groups/watches', {
    watches: watches.map(presentWatch),
    most: mostWatches,
    choices: placeChoices(),
    form: state,
    notice: noticeFor(req, notices),
  })
}

/** The person's watches, and the form of a new one: filled with what the list of problems was filtered by. */
export const list: RequestHandler = (req, res) => {
  const { q } = groupListQuery.parse(req.query)
  const several = (name: string) => [req.query[name] ?? []].flat().filter((one) => typeof one === 'string')
  return showWatches(req, res, formState({ q, categories: several('category'), regions: several('region') }))
}

export const keep = form({
  schema: watchSchema,
  show: showWatches,
  act: async (input, req, res) => {
    await keepWatch(actorOf(req), input)
    res.redirect(303, '/your-watches?done=kept')
  },
})

export const remove: RequestHandler = async (req, res) => {
  await deleteWatch(actorOf(req), param(req, 'id'))
  res.redirect(303, '/your-watches?done=deleted')
}
