import { expect, it } from 'vitest'
import { trialBudget } from './budget.ts'

it('is shared by all a trial does, and refuses by name what takes too many jobs or too long', () => {
  let now = 0
  const busy = trialBudget(() => now)
  for (let job = 0; job < 1000; job += 1) busy.spendJob()
  expect(busy.spendJob).toThrow(expect.objectContaining({ code: 'TRIAL_TOO_LONG' }))
  const slow = trialBudget(() => now)
  slow.spendTime()
  now = 10_001
  expect(slow.refusal()).toBe(undefined)
  expect(slow.spendTime).toThrow(expect.objectContaining({ code: 'TRIAL_TOO_LONG' }))
  // Whoever took that for one failure among others has not come to an end because of it.
  expect(slow.refusal()).toMatchObject({ code: 'TRIAL_TOO_LONG' })
})
