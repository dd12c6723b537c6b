import { address } from './address/field.ts'
import { autonumber } from './autonumber/field.ts'
import { boolean } from './boolean/field.ts'
import { cascade } from './cascade/field.ts'
import { date } from './date/field.ts'
import { daterange } from './daterange/field.ts'
import { datetime } from './datetime/field.ts'
import { decimal } from './decimal/field.ts'
import type { FieldType } from './define.ts'
import { department } from './department/field.ts'
import { documentRef } from './design/document-ref/field.ts'
import { entityRef } from './design/entity-ref/field.ts'
import { expression } from './design/expression/field.ts'
import { fieldRef } from './design/field-ref/field.ts'
import { items } from './design/items/field.ts'
import { optionTree } from './design/option-tree/field.ts'
import { options } from './design/options/field.ts'
import { duration } from './duration/field.ts'
import { email } from './email/field.ts'
import { file } from './file/field.ts'
import { formula } from './formula/field.ts'
import { geo } from './geo/field.ts'
import { idNumber } from './id-number/field.ts'
import { image } from './image/field.ts'
import { integer } from './integer/field.ts'
import { link } from './link/field.ts'
import { links } from './links/field.ts'
import { longtext } from './longtext/field.ts'
import { lookup } from './lookup/field.ts'
import { money } from './money/field.ts'
import { multiselect } from './multiselect/field.ts'
import { percent } from './percent/field.ts'
import { phone } from './phone/field.ts'
import { matrix } from './matrix/field.ts'
import { nps } from './nps/field.ts'
import { rating } from './rating/field.ts'
import { region } from './region/field.ts'
import { richtext } from './richtext/field.ts'
import { role } from './role/field.ts'
import { rollup } from './rollup/field.ts'
import { select } from './select/field.ts'
import { signature } from './signature/field.ts'
import { subtable } from './subtable/field.ts'
import { text } from './text/field.ts'
import { time } from './time/field.ts'
import { url } from './url/field.ts'
import { user } from './user/field.ts'

/** Field types for records, in the order of the palette. One line each. */
export const builtinFieldTypes: readonly FieldType[] = [
  text,
  longtext,
  richtext,
  integer,
  decimal,
  money,
  percent,
  boolean,
  select,
  multiselect,
  cascade,
  rating,
  nps,
  matrix,
  date,
  datetime,
  time,
  daterange,
  duration,
  phone,
  email,
  url,
  idNumber,
  region,
  address,
  geo,
  user,
  department,
  role,
  link,
  links,
  subtable,
  lookup,
  rollup,
  formula,
  autonumber,
  file,
  image,
  signature,
]

/** Further types that only property panels of designers use. */
export const designFieldTypes: readonly FieldType[] = [
  expression,
  options,
  optionTree,
  items,
  entityRef,
  fieldRef,
  documentRef,
]
