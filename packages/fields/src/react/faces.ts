import { TextCell } from '../text/cell.tsx'
import { LongtextCell } from '../longtext/cell.tsx'
import { IntegerCell } from '../integer/cell.tsx'
import { DecimalCell } from '../decimal/cell.tsx'
import { MoneyCell } from '../money/cell.tsx'
import { PercentCell } from '../percent/cell.tsx'
import { BooleanCell } from '../boolean/cell.tsx'
import { SelectCell } from '../select/cell.tsx'
import { MultiselectCell } from '../multiselect/cell.tsx'
import { DateCell } from '../date/cell.tsx'
import { DatetimeCell } from '../datetime/cell.tsx'
import { PhoneCell } from '../phone/cell.tsx'
import { EmailCell } from '../email/cell.tsx'
import { UrlCell } from '../url/cell.tsx'
import { UserCell } from '../user/cell.tsx'
import { DepartmentCell } from '../department/cell.tsx'
import { LinkCell } from '../link/cell.tsx'
import { LinksCell } from '../links/cell.tsx'
import { SubtableCell } from '../subtable/cell.tsx'
import { LookupCell } from '../lookup/cell.tsx'
import { RollupCell } from '../rollup/cell.tsx'
import { FormulaCell } from '../formula/cell.tsx'
import { AutonumberCell } from '../autonumber/cell.tsx'
import { FileCell } from '../file/cell.tsx'
import { ImageCell } from '../image/cell.tsx'
import { EntityRefCell } from '../design/entity-ref/cell.tsx'
import { FieldRefCell } from '../design/field-ref/cell.tsx'
import { DocumentRefCell } from '../design/document-ref/cell.tsx'
import { ExpressionCell } from '../design/expression/cell.tsx'
import { OptionsCell } from '../design/options/cell.tsx'
import { ItemsCell } from '../design/items/cell.tsx'
import { RichtextCell } from '../richtext/cell.tsx'
import { CascadeCell } from '../cascade/cell.tsx'
import { MatrixCell } from '../matrix/cell.tsx'
import { NpsCell } from '../nps/cell.tsx'
import { RatingCell } from '../rating/cell.tsx'
import { TimeCell } from '../time/cell.tsx'
import { DaterangeCell } from '../daterange/cell.tsx'
import { DurationCell } from '../duration/cell.tsx'
import { IdNumberCell } from '../id-number/cell.tsx'
import { RegionCell } from '../region/cell.tsx'
import { AddressCell } from '../address/cell.tsx'
import { GeoCell } from '../geo/cell.tsx'
import { RoleCell } from '../role/cell.tsx'
import { SignatureCell } from '../signature/cell.tsx'
import { OptionTreeCell } from '../design/option-tree/cell.tsx'
import { extensionList, type ExtensionList } from '@mortise/schema'
import './faces.css'
import { inputOf } from './input-of.tsx'
import type { FieldFace } from './types.ts'

/** How each field type is read. One line each. */
const cells: readonly Omit<FieldFace, 'Input'>[] = [
  { type: 'text', Cell: TextCell, width: 180 },
  { type: 'longtext', Cell: LongtextCell, width: 240 },
  { type: 'integer', Cell: IntegerCell, align: 'end', width: 110 },
  { type: 'decimal', Cell: DecimalCell, align: 'end', width: 110 },
  { type: 'money', Cell: MoneyCell, align: 'end', width: 140 },
  { type: 'percent', Cell: PercentCell, align: 'end', width: 100 },
  { type: 'boolean', Cell: BooleanCell, picks: true, width: 90 },
  { type: 'select', Cell: SelectCell, picks: true, width: 120 },
  { type: 'multiselect', Cell: MultiselectCell, width: 160 },
  { type: 'date', Cell: DateCell, picks: true, width: 120 },
  { type: 'datetime', Cell: DatetimeCell, width: 140 },
  { type: 'phone', Cell: PhoneCell, width: 140 },
  { type: 'email', Cell: EmailCell, width: 180 },
  { type: 'url', Cell: UrlCell, width: 180 },
  { type: 'user', Cell: UserCell, picks: true, width: 130 },
  { type: 'department', Cell: DepartmentCell, picks: true, width: 130 },
  { type: 'link', Cell: LinkCell, picks: true, width: 160 },
  { type: 'links', Cell: LinksCell, width: 200 },
  { type: 'subtable', Cell: SubtableCell, width: 90 },
  { type: 'lookup', Cell: LookupCell, width: 130 },
  { type: 'rollup', Cell: RollupCell, align: 'end', width: 130 },
  { type: 'formula', Cell: FormulaCell, align: 'end', width: 130 },
  { type: 'autonumber', Cell: AutonumberCell, width: 150 },
  { type: 'file', Cell: FileCell, width: 180 },
  { type: 'image', Cell: ImageCell, width: 180 },
  { type: 'richtext', Cell: RichtextCell, width: 240 },
  { type: 'cascade', Cell: CascadeCell, width: 160 },
  { type: 'matrix', Cell: MatrixCell, width: 220 },
  { type: 'nps', Cell: NpsCell, picks: true, width: 90 },
  { type: 'rating', Cell: RatingCell, picks: true, width: 110 },
  { type: 'time', Cell: TimeCell, width: 90 },
  { type: 'daterange', Cell: DaterangeCell, width: 210 },
  { type: 'duration', Cell: DurationCell, align: 'end', width: 120 },
  { type: 'id_number', Cell: IdNumberCell, width: 190 },
  { type: 'region', Cell: RegionCell, width: 190 },
  { type: 'address', Cell: AddressCell, width: 260 },
  { type: 'geo', Cell: GeoCell, width: 220 },
  { type: 'role', Cell: RoleCell, picks: true, width: 130 },
  { type: 'signature', Cell: SignatureCell, width: 110 },
  { type: 'option_tree', Cell: OptionTreeCell },
  { type: 'entity_ref', Cell: EntityRefCell },
  { type: 'field_ref', Cell: FieldRefCell },
  { type: 'document_ref', Cell: DocumentRefCell },
  { type: 'expression', Cell: ExpressionCell },
  { type: 'options', Cell: OptionsCell },
  { type: 'items', Cell: ItemsCell },
]

/** The faces of every field type. Their inputs stand in a list of their own: a list of records is read long before one is needed. */
export const fieldFaces: ExtensionList<FieldFace> = extensionList<FieldFace>(
  cells.map((face) => ({ ...face, Input: inputOf(face.type) })),
)
