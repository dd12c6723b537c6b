import { type Fragment, rawSql } from '@mortise/expressions/sql'
import type { AggregatePart } from '@mortise/schema'
import { type Output, outputName } from './figures.ts'

/** What stands for an empty group beside its being empty, by the kind of its values. */
const standIns: { readonly [kind: string]: string } = {
  id: "'00000000-0000-0000-0000-000000000000'",
  text: "''",
  number: '0',
  date: "'epoch'",
  datetime: "'epoch'",
  boolean: 'false',
}

/**
 * The condition that a group of a part is one of the groups `g`. Empty groups find each other too, and a hash serves. Records
 * are never empty: told by nothing but their ids they find each other by an index or in order as well.
 */
export function sameGroup(
  groups: readonly Output[],
  of: {
    readonly name: string
    readonly dimensions: readonly Output[]
    readonly part: AggregatePart | undefined
  },
): Fragment {
  const { name, dimensions, part } = of
  if (dimensions.length === 0) return rawSql('true')
  const same = dimensions.map(({ key, type }) => {
    const group = groups.find((one) => one.key === key)
    const [mine, theirs] = [`g.${outputName(key)}`, `${name}.${outputName(key)}`]
    const standIn = group?.type.kind === type.kind ? standIns[type.kind] : undefined
    if (standIn === undefined) return `jsonb_build_array(${mine}) = jsonb_build_array(${theirs})`
    if (group?.filled === true && part?.instead === undefined) return `${mine} = ${theirs}`
    const held = (column: string): string => `coalesce(${column}, ${standIn})`
    return `${held(mine)} = ${held(theirs)} and (${mine} is null) = (${theirs} is null)`
  })
  return rawSql(same.join(' and '))
}
