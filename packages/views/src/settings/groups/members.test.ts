import type { UserEntry } from '@mortise/client'
import { expect, test } from 'vitest'
import { choosable, membersOf } from './members.ts'

test('somebody who has left stays in the group until they are taken out of it', () => {
  const people = [
    { id: 'chen', active: true, groupIds: ['north'] },
    { id: 'wu', active: false, groupIds: ['north'] },
    { id: 'lin', active: true, groupIds: [] },
    { id: 'gone', active: false, groupIds: [] },
  ] as unknown as readonly UserEntry[]
  const members = membersOf('north', people).map(({ id }) => id)
  expect(members).toEqual(['chen', 'wu'])
  expect(choosable(people, members).map(({ id }) => id)).toEqual(['chen', 'wu', 'lin'])
})
