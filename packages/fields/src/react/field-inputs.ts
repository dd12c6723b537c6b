import type { ComponentType } from 'react'
import { TextInput } from '../text/input.tsx'
import { LongtextInput } from '../longtext/input.tsx'
import { IntegerInput } from '../integer/input.tsx'
import { DecimalInput } from '../decimal/input.tsx'
import { MoneyInput } from '../money/input.tsx'
import { PercentInput } from '../percent/input.tsx'
import { BooleanInput } from '../boolean/input.tsx'
import { SelectInput } from '../select/input.tsx'
import { MultiselectInput } from '../multiselect/input.tsx'
import { DateInput } from '../date/input.tsx'
import { DatetimeInput } from '../datetime/input.tsx'
import { PhoneInput } from '../phone/input.tsx'
import { EmailInput } from '../email/input.tsx'
import { UrlInput } from '../url/input.tsx'
import { UserInput } from '../user/input.tsx'
import { DepartmentInput } from '../department/input.tsx'
import { LinkInput } from '../link/input.tsx'
import { LinksInput } from '../links/input.tsx'
import { SubtableInput } from '../subtable/input.tsx'
import { LookupInput } from '../lookup/input.tsx'
import { RollupInput } from '../rollup/input.tsx'
import { FormulaInput } from '../formula/input.tsx'
import { AutonumberInput } from '../autonumber/input.tsx'
import { FileInput } from '../file/input.tsx'
import { ImageInput } from '../image/input.tsx'
import { EntityRefInput } from '../design/entity-ref/input.tsx'
import { FieldRefInput } from '../design/field-ref/input.tsx'
import { DocumentRefInput } from '../design/document-ref/input.tsx'
import { ExpressionInput } from '../design/expression/input.tsx'
import { OptionsInput } from '../design/options/input.tsx'
import { ItemsInput } from '../design/items/input.tsx'
import { RichtextInput } from '../richtext/input.tsx'
import { CascadeInput } from '../cascade/input.tsx'
import { MatrixInput } from '../matrix/input.tsx'
import { NpsInput } from '../nps/input.tsx'
import { RatingInput } from '../rating/input.tsx'
import { TimeInput } from '../time/input.tsx'
import { DaterangeInput } from '../daterange/input.tsx'
import { DurationInput } from '../duration/input.tsx'
import { IdNumberInput } from '../id-number/input.tsx'
import { RegionInput } from '../region/input.tsx'
import { AddressInput } from '../address/input.tsx'
import { GeoInput } from '../geo/input.tsx'
import { RoleInput } from '../role/input.tsx'
import { SignatureInput } from '../signature/input.tsx'
import { OptionTreeInput } from '../design/option-tree/input.tsx'
import type { FieldInputs } from './held-inputs.ts'
import type { InputProps } from './types.ts'

/** How each field type is entered. One line each. */
export const fieldInputs: FieldInputs = new Map<string, ComponentType<InputProps>>([
  ['text', TextInput],
  ['longtext', LongtextInput],
  ['integer', IntegerInput],
  ['decimal', DecimalInput],
  ['money', MoneyInput],
  ['percent', PercentInput],
  ['boolean', BooleanInput],
  ['select', SelectInput],
  ['multiselect', MultiselectInput],
  ['date', DateInput],
  ['datetime', DatetimeInput],
  ['phone', PhoneInput],
  ['email', EmailInput],
  ['url', UrlInput],
  ['user', UserInput],
  ['department', DepartmentInput],
  ['link', LinkInput],
  ['links', LinksInput],
  ['subtable', SubtableInput],
  ['lookup', LookupInput],
  ['rollup', RollupInput],
  ['formula', FormulaInput],
  ['autonumber', AutonumberInput],
  ['file', FileInput],
  ['image', ImageInput],
  ['richtext', RichtextInput],
  ['cascade', CascadeInput],
  ['matrix', MatrixInput],
  ['nps', NpsInput],
  ['rating', RatingInput],
  ['time', TimeInput],
  ['daterange', DaterangeInput],
  ['duration', DurationInput],
  ['id_number', IdNumberInput],
  ['region', RegionInput],
  ['address', AddressInput],
  ['geo', GeoInput],
  ['role', RoleInput],
  ['signature', SignatureInput],
  ['option_tree', OptionTreeInput],
  ['entity_ref', EntityRefInput],
  ['field_ref', FieldRefInput],
  ['document_ref', DocumentRefInput],
  ['expression', ExpressionInput],
  ['options', OptionsInput],
  ['items', ItemsInput],
])
