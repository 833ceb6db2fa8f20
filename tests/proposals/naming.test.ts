import { formOf } from '../../shared/proposals/form.ts'
import { placesOfNames, plainAddress } from '../../shared/proposals/naming.ts'
import { emptyProposal } from '../../shared/proposals/proposal.ts'

const form = formOf({
  outcomes: [],
  criteria: [{ id: 'c', title: 'Evidence', description: '', weight: 100 }],
})
const identity = {
  names: ['Damson Sensing Ltd', 'Warm Wall'],
  addresses: ['https://www.Damson.example/', 'hello@damson.example'].map(plainAddress),
}
const found = (changes: object) =>
  placesOfNames({ ...emptyProposal(), ...changes }, form, identity).map(({ field, found: what }) => [
    field,
    what,
  ])

it('finds names with and without their legal form, of partners too, in every answer that is read without names', () => {
  expect(found({ summary: 'At Damson Sensing we listen.' })).toEqual([['summary', ['Damson Sensing Ltd']]])
  expect(found({ criteria: [{ criterionId: 'c', answer: 'With Warm Wall’s fans' }] })).toEqual([
    ['criteria.0.answer', ['Warm Wall']],
  ])
  expect(found({ team: 'Damson Sensing Ltd' })).toEqual([])
  expect(found({ summary: 'A warm wall is a dry wall, as damson trees know.' })).toEqual([
    ['summary', ['Warm Wall']],
  ])
})

it('finds web and e-mail addresses, and no longer ones that hold them', () => {
  expect(found({ approach: 'See WWW.damson.example/pilots.' })).toEqual([['approach', ['damson.example']]])
  expect(found({ approach: 'Write to hello@damson.example' })).toEqual([
    ['approach', ['damson.example', 'hello@damson.example']],
  ])
  expect(found({ approach: 'See notdamson.example' })).toEqual([])
})
