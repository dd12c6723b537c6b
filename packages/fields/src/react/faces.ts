import { TextCell } from '../text/cell.tsx'
import { TextInput } from '../text/input.tsx'
import { LongtextCell } from '../longtext/cell.tsx'
import { LongtextInput } from '../longtext/input.tsx'
import { IntegerCell } from '../integer/cell.tsx'
import { IntegerInput } from '../integer/input.tsx'
import { DecimalCell } from '../decimal/cell.tsx'
import { DecimalInput } from '../decimal/input.tsx'
import { MoneyCell } from '../money/cell.tsx'
import { MoneyInput } from '../money/input.tsx'
import { PercentCell } from '../percent/cell.tsx'
import { PercentInput } from '../percent/input.tsx'
import { BooleanCell } from '../boolean/cell.tsx'
import { BooleanInput } from '../boolean/input.tsx'
import { SelectCell } from '../select/cell.tsx'
import { SelectInput } from '../select/input.tsx'
import { MultiselectCell } from '../multiselect/cell.tsx'
import { MultiselectInput } from '../multiselect/input.tsx'
import { DateCell } from '../date/cell.tsx'
import { DateInput } from '../date/input.tsx'
import { DatetimeCell } from '../datetime/cell.tsx'
import { DatetimeInput } from '../datetime/input.tsx'
import { PhoneCell } from '../phone/cell.tsx'
import { PhoneInput } from '../phone/input.tsx'
import { EmailCell } from '../email/cell.tsx'
import { EmailInput } from '../email/input.tsx'
import { UrlCell } from '../url/cell.tsx'
import { UrlInput } from '../url/input.tsx'
import { UserCell } from '../user/cell.tsx'
import { UserInput } from '../user/input.tsx'
import { DepartmentCell } from '../department/cell.tsx'
import { DepartmentInput } from '../department/input.tsx'
import { LinkCell } from '../link/cell.tsx'
import { LinkInput } from '../link/input.tsx'
import { LinksCell } from '../links/cell.tsx'
import { LinksInput } from '../links/input.tsx'
import { SubtableCell } from '../subtable/cell.tsx'
import { SubtableInput } from '../subtable/input.tsx'
import { LookupCell } from '../lookup/cell.tsx'
import { LookupInput } from '../lookup/input.tsx'
import { RollupCell } from '../rollup/cell.tsx'
import { RollupInput } from '../rollup/input.tsx'
import { FormulaCell } from '../formula/cell.tsx'
import { FormulaInput } from '../formula/input.tsx'
import { AutonumberCell } from '../autonumber/cell.tsx'
import { AutonumberInput } from '../autonumber/input.tsx'
import { FileCell } from '../file/cell.tsx'
import { FileInput } from '../file/input.tsx'
import { ImageCell } from '../image/cell.tsx'
import { ImageInput } from '../image/input.tsx'
import { EntityRefCell } from '../design/entity-ref/cell.tsx'
import { EntityRefInput } from '../design/entity-ref/input.tsx'
import { FieldRefCell } from '../design/field-ref/cell.tsx'
import { FieldRefInput } from '../design/field-ref/input.tsx'
import { DocumentRefCell } from '../design/document-ref/cell.tsx'
import { DocumentRefInput } from '../design/document-ref/input.tsx'
import { ExpressionCell } from '../design/expression/cell.tsx'
import { ExpressionInput } from '../design/expression/input.tsx'
import { OptionsCell } from '../design/options/cell.tsx'
import { OptionsInput } from '../design/options/input.tsx'
import { ItemsCell } from '../design/items/cell.tsx'
import { ItemsInput } from '../design/items/input.tsx'
import { RichtextCell } from '../richtext/cell.tsx'
import { RichtextInput } from '../richtext/input.tsx'
import { CascadeCell } from '../cascade/cell.tsx'
import { CascadeInput } from '../cascade/input.tsx'
import { MatrixCell } from '../matrix/cell.tsx'
import { MatrixInput } from '../matrix/input.tsx'
import { NpsCell } from '../nps/cell.tsx'
import { NpsInput } from '../nps/input.tsx'
import { RatingCell } from '../rating/cell.tsx'
import { RatingInput } from '../rating/input.tsx'
import { TimeCell } from '../time/cell.tsx'
import { TimeInput } from '../time/input.tsx'
import { DaterangeCell } from '../daterange/cell.tsx'
import { DaterangeInput } from '../daterange/input.tsx'
import { DurationCell } from '../duration/cell.tsx'
import { DurationInput } from '../duration/input.tsx'
import { IdNumberCell } from '../id-number/cell.tsx'
import { IdNumberInput } from '../id-number/input.tsx'
import { RegionCell } from '../region/cell.tsx'
import { RegionInput } from '../region/input.tsx'
import { AddressCell } from '../address/cell.tsx'
import { AddressInput } from '../address/input.tsx'
import { GeoCell } from '../geo/cell.tsx'
import { GeoInput } from '../geo/input.tsx'
import { RoleCell } from '../role/cell.tsx'
import { RoleInput } from '../role/input.tsx'
import { SignatureCell } from '../signature/cell.tsx'
import { SignatureInput } from '../signature/input.tsx'
import { OptionTreeCell } from '../design/option-tree/cell.tsx'
import { OptionTreeInput } from '../design/option-tree/input.tsx'
import { extensionList, type ExtensionList } from '@mortise/schema'
import './faces.css'
import type { FieldFace } from './types.ts'

/** The faces of every field type. One line each. */
export const fieldFaces: ExtensionList<FieldFace> = extensionList<FieldFace>([
  { type: 'text', Input: TextInput, Cell: TextCell, width: 180 },
  { type: 'longtext', Input: LongtextInput, Cell: LongtextCell, width: 240 },
  { type: 'integer', Input: IntegerInput, Cell: IntegerCell, align: 'end', width: 110 },
  { type: 'decimal', Input: DecimalInput, Cell: DecimalCell, align: 'end', width: 110 },
  { type: 'money', Input: MoneyInput, Cell: MoneyCell, align: 'end', width: 140 },
  { type: 'percent', Input: PercentInput, Cell: PercentCell, align: 'end', width: 100 },
  { type: 'boolean', Input: BooleanInput, Cell: BooleanCell, picks: true, width: 90 },
  { type: 'select', Input: SelectInput, Cell: SelectCell, picks: true, width: 120 },
  { type: 'multiselect', Input: MultiselectInput, Cell: MultiselectCell, width: 160 },
  { type: 'date', Input: DateInput, Cell: DateCell, picks: true, width: 120 },
  { type: 'datetime', Input: DatetimeInput, Cell: DatetimeCell, width: 140 },
  { type: 'phone', Input: PhoneInput, Cell: PhoneCell, width: 140 },
  { type: 'email', Input: EmailInput, Cell: EmailCell, width: 180 },
  { type: 'url', Input: UrlInput, Cell: UrlCell, width: 180 },
  { type: 'user', Input: UserInput, Cell: UserCell, picks: true, width: 130 },
  { type: 'department', Input: DepartmentInput, Cell: DepartmentCell, picks: true, width: 130 },
  { type: 'link', Input: LinkInput, Cell: LinkCell, picks: true, width: 160 },
  { type: 'links', Input: LinksInput, Cell: LinksCell, width: 200 },
  { type: 'subtable', Input: SubtableInput, Cell: SubtableCell, width: 90 },
  { type: 'lookup', Input: LookupInput, Cell: LookupCell, width: 130 },
  { type: 'rollup', Input: RollupInput, Cell: RollupCell, align: 'end', width: 130 },
  { type: 'formula', Input: FormulaInput, Cell: FormulaCell, align: 'end', width: 130 },
  { type: 'autonumber', Input: AutonumberInput, Cell: AutonumberCell, width: 150 },
  { type: 'file', Input: FileInput, Cell: FileCell, width: 180 },
  { type: 'image', Input: ImageInput, Cell: ImageCell, width: 180 },
  { type: 'richtext', Input: RichtextInput, Cell: RichtextCell, width: 240 },
  { type: 'cascade', Input: CascadeInput, Cell: CascadeCell, width: 160 },
  { type: 'matrix', Input: MatrixInput, Cell: MatrixCell, width: 220 },
  { type: 'nps', Input: NpsInput, Cell: NpsCell, picks: true, width: 90 },
  { type: 'rating', Input: RatingInput, Cell: RatingCell, picks: true, width: 110 },
  { type: 'time', Input: TimeInput, Cell: TimeCell, width: 90 },
  { type: 'daterange', Input: DaterangeInput, Cell: DaterangeCell, width: 210 },
  { type: 'duration', Input: DurationInput, Cell: DurationCell, align: 'end', width: 120 },
  { type: 'id_number', Input: IdNumberInput, Cell: IdNumberCell, width: 190 },
  { type: 'region', Input: RegionInput, Cell: RegionCell, width: 190 },
  { type: 'address', Input: AddressInput, Cell: AddressCell, width: 260 },
  { type: 'geo', Input: GeoInput, Cell: GeoCell, width: 220 },
  { type: 'role', Input: RoleInput, Cell: RoleCell, picks: true, width: 130 },
  { type: 'signature', Input: SignatureInput, Cell: SignatureCell, width: 110 },
  { type: 'option_tree', Input: OptionTreeInput, Cell: OptionTreeCell },
  { type: 'entity_ref', Input: EntityRefInput, Cell: EntityRefCell },
  { type: 'field_ref', Input: FieldRefInput, Cell: FieldRefCell },
  { type: 'document_ref', Input: DocumentRefInput, Cell: DocumentRefCell },
  { type: 'expression', Input: ExpressionInput, Cell: ExpressionCell },
  { type: 'options', Input: OptionsInput, Cell: OptionsCell },
  { type: 'items', Input: ItemsInput, Cell: ItemsCell },
])
