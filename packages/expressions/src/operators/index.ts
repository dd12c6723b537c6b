import type { Operator } from '../operator.ts'
import { variable } from './var.ts'
import { and } from './and.ts'
import { or } from './or.ts'
import { not } from './not.ts'
import { truthy } from './truthy.ts'
import { conditional } from './if.ts'
import { coalesce } from './coalesce.ts'
import { equal } from './equal.ts'
import { notEqual } from './not-equal.ts'
import { less } from './less.ts'
import { lessOrEqual } from './less-or-equal.ts'
import { greater } from './greater.ts'
import { greaterOrEqual } from './greater-or-equal.ts'
import { isIn } from './in.ts'
import { contains } from './contains.ts'
import { startsWith } from './starts-with.ts'
import { overlaps } from './overlaps.ts'
import { rangeEnd } from './range-end.ts'
import { rangeStart } from './range-start.ts'
import { within } from './within.ts'
import { endsWith } from './ends-with.ts'
import { matches } from './matches.ts'
import { hasAny } from './has-any.ts'
import { hasAll } from './has-all.ts'
import { hasNone } from './has-none.ts'
import { add } from './add.ts'
import { multiply } from './multiply.ts'
import { subtract } from './subtract.ts'
import { divide } from './divide.ts'
import { remainder } from './remainder.ts'
import { least } from './min.ts'
import { greatest } from './max.ts'
import { absolute } from './abs.ts'
import { ceiling } from './ceil.ts'
import { floor } from './floor.ts'
import { round } from './round.ts'
import { power } from './pow.ts'
import { concat } from './concat.ts'
import { lower } from './lower.ts'
import { upper } from './upper.ts'
import { trim } from './trim.ts'
import { length } from './len.ts'
import { substring } from './substr.ts'
import { replace } from './replace.ts'
import { pad } from './pad.ts'
import { format } from './format.ts'
import { mask } from './mask.ts'
import { pinyin } from './pinyin.ts'
import { score } from './score.ts'
import { cnMoney } from './cn-money.ts'
import { today } from './today.ts'
import { now } from './now.ts'
import { dateAdd } from './date-add.ts'
import { dateDiff } from './date-diff.ts'
import { datePart } from './date-part.ts'
import { dateTrunc } from './date-trunc.ts'
import { dateIn } from './date-in.ts'
import { workdays } from './workdays.ts'
import { user } from './user.ts'
import { previous } from './prev.ts'
import { changed } from './changed.ts'
import { isNew } from './is-new.ts'
import { sumOf } from './sum-of.ts'
import { avgOf } from './avg-of.ts'
import { minOf } from './min-of.ts'
import { maxOf } from './max-of.ts'
import { countOf } from './count-of.ts'
import { countDistinctOf } from './count-distinct-of.ts'
import { joinOf } from './join-of.ts'
import { someRow } from './some.ts'
import { allRows } from './all.ts'
import { noneRow } from './none.ts'
import { lookup } from './lookup.ts'
import { tally } from './tally.ts'
import { percentOfTotal } from './window-percent-of-total.ts'
import { rank } from './window-rank.ts'
import { running } from './window-running.ts'
import { shift } from './window-shift.ts'
import { moving } from './window-moving.ts'

/** The operators of the product: one line each. */
export const builtinOperators: readonly Operator[] = [
  variable,
  and,
  or,
  not,
  truthy,
  conditional,
  coalesce,
  equal,
  notEqual,
  less,
  lessOrEqual,
  greater,
  greaterOrEqual,
  isIn,
  contains,
  startsWith,
  endsWith,
  within,
  matches,
  hasAny,
  hasAll,
  hasNone,
  add,
  multiply,
  subtract,
  divide,
  remainder,
  least,
  greatest,
  absolute,
  ceiling,
  floor,
  round,
  power,
  concat,
  lower,
  upper,
  trim,
  length,
  substring,
  replace,
  pad,
  format,
  mask,
  pinyin,
  score,
  cnMoney,
  today,
  now,
  dateAdd,
  dateDiff,
  datePart,
  dateTrunc,
  dateIn,
  rangeStart,
  rangeEnd,
  overlaps,
  workdays,
  user,
  previous,
  changed,
  isNew,
  sumOf,
  avgOf,
  minOf,
  maxOf,
  countOf,
  countDistinctOf,
  joinOf,
  someRow,
  allRows,
  noneRow,
  lookup,
  tally,
  percentOfTotal,
  rank,
  running,
  shift,
  moving,
]
