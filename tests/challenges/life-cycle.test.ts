import fc from 'fast-check'
import { challengeStatuses } from '../../shared/challenges/challenge.ts'
import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import { challengeActions, lifeCycle, publicStatuses, stepFrom } from '../../shared/challenges/life-cycle.ts'

const actions = fc.array(fc.constantFrom(...challengeActions), { maxLength: 30 })

describe('the life cycle', () => {
  it('has a row for each state and leads only to states that exist', () => {
    expect(Object.keys(lifeCycle).sort()).toEqual([...challengeStatuses].sort())
    for (const steps of Object.values(lifeCycle))
      for (const step of Object.values(steps)) expect(challengeStatuses).toContain(step.next)
  })

  it('never leads out of withdrawn, and never makes a public challenge private again', () => {
    fc.assert(
      fc.property(actions, (tried) => {
        let status = challengeStatuses[0] as (typeof challengeStatuses)[number]
        let wasPublic = false
        for (const action of tried) {
          const before = status
          status = stepFrom(status, action)?.next ?? status
          if (before === 'withdrawn') expect(status).toBe('withdrawn')
          wasPublic ||= publicStatuses.includes(status)
          if (wasPublic) expect([...publicStatuses, 'withdrawn']).toContain(status)
        }
      }),
    )
  })

  it('goes public by a broker, or by the clock at the time that a broker set, and only from submitted', () => {
    const ways = challengeStatuses.flatMap((status) =>
      challengeActions.flatMap((action) => {
        const step = stepFrom(status, action)
        const isNew = step && publicStatuses.includes(step.next) && !publicStatuses.includes(status)
        return isNew ? [[status, action, ...step.who]] : []
      }),
    )
    expect(ways).toEqual([
      ['submitted', 'publish', 'broker'],
      ['submitted', 'publish-scheduled', 'clock'],
    ])
  })

  it('is moved by the clock only in one direction', () => {
    const order = ['open', 'clarifications-closed', 'closed']
    const instants = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, instants, instants, instants, (askBy, respondBy, one, other) => {
        const timetable = { askBy, answerBy: askBy, respondBy }
        const [early, late] = one <= other ? [one, other] : [other, one]
        const place = (at: Date) => order.indexOf(effectiveStatus({ status: 'open', timetable }, at))
        expect(place(early)).toBeLessThanOrEqual(place(late))
      }),
    )
  })
})
