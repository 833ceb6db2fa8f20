import { evaluationFragments } from '../../server/evaluation/evaluation.fragments.ts'
import { Evaluation } from '../../server/evaluation/evaluation.model.ts'
import { rankingOf } from '../../server/evaluation/evaluation.ranking.service.ts'
import { loadEvaluation, settingsOf } from '../../server/evaluation/evaluation.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { now } from '../../server/platform/clock.ts'
import { settingsWithin, usualSettings } from '../../shared/evaluation/settings.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { useDatabase } from '../platform/database.ts'
import { aRoom } from './evaluation.people.ts'

useDatabase()

const chosen = {
  ...usualSettings,
  minimums: { outcome: 2, gone: 3 },
  price: { formula: 'lowest-proportion' as const, criterionId: 'gone' },
}

it('holds for the criteria that there are: nothing is asked for one that was taken out', () => {
  const { minimums, price } = settingsWithin(chosen, [{ id: 'outcome' }, { id: 'price' }])
  expect([minimums, price]).toEqual([{ outcome: 2 }, { formula: 'none' }])
  expect(settingsWithin(chosen, [{ id: 'outcome' }, { id: 'gone' }])).toEqual(chosen)
})

it('leaves nobody without a rank for a criterion that an edit or an amendment took out', async () => {
  const room = await aRoom()
  const id = room.challenge._id
  const settings = { ...usualSettings, minimums: { gone: 3 } }
  await Evaluation.create({ _id: id, settings, settingsAt: now() } as never)
  await room.close()
  const evaluated = await loadEvaluation(await actorOfPerson(room.people.lead.id), id)
  const { ranking } = await rankingOf(evaluated)
  expect(ranking.map(({ unranked }) => unranked)).toEqual([null, null])
  expect(await settingsOf(id)).toMatchObject({ settings: { minimums: {} }, isPriceLeftOut: false })
})

it('says that the price decides nothing any more where its criterion was taken out', async () => {
  const room = await aRoom()
  const id = room.challenge._id
  await Evaluation.create({ _id: id, settings: chosen, settingsAt: now() } as never)
  expect(await settingsOf(id)).toMatchObject({ isChosen: true, isPriceLeftOut: true })
  const [criteria] = evaluationFragments
  expect(await criteria?.show(visitor, id, {} as never)).toMatchObject({ isPriceLeftOut: true })
})
