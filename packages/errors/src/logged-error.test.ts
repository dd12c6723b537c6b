import { expect, it } from 'vitest'
import { loggedError } from './logged-error.ts'

it('keeps of a database error its state and place, and none of its words', () => {
  const secret = 'SECRET-7'
  const error = Object.assign(new Error(`duplicate key: (${secret})`), {
    code: '23505',
    detail: `Key (code)=(${secret}) already exists.`,
    parameters: [secret],
  })
  const outer = new Error('request failed', { cause: error })
  const line = JSON.stringify(loggedError(outer))
  expect(line).not.toContain(secret)
  expect(loggedError(outer)).toMatchObject({
    message: 'request failed',
    cause: { code: '23505', message: 'database error 23505' },
  })
  expect(line).toContain('logged-error.test.ts')
})

it('says of what is no error only that it is none', () => {
  expect(loggedError({ password: 'x' })).toEqual({
    type: 'object',
    message: 'something that is no error was thrown',
  })
})
