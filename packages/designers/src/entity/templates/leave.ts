import { choices, field, type Template } from '../template.ts'

/** 请假申请 */
export const leave: Template = {
  key: 'leave',
  label: { zh: '请假申请', en: 'Leave requests' },
  hint: { zh: '类型、起止日期，天数自动算', en: 'Kinds and dates; days are counted' },
  icon: 'calendar-days',
  title: 'no',
  sections: [
    {
      label: { zh: '申请', en: 'Request' },
      parts: [
        field(['no', 'autonumber', '申请编号', 'No.'], {
          settings: { pattern: 'QJ-{yyyyMMdd}-{000}', reset: 'day' },
        }),
        field(['applicant', 'user', '申请人', 'Applicant'], { required: true, default: { user: 'id' } }),
        field(['kind', 'select', '请假类型', 'Kind'], {
          required: true,
          settings: choices(
            ['annual', '年假', 'Annual leave', 'green'],
            ['personal', '事假', 'Personal leave', 'blue'],
            ['sick', '病假', 'Sick leave', 'amber'],
            ['marriage', '婚假', 'Marriage leave', 'violet'],
            ['other', '其他', 'Other', 'gray'],
          ),
        }),
        field(['days', 'formula', '请假天数', 'Days'], {
          settings: {
            result: 'integer',
            stored: true,
            expr: { '+': [{ dateDiff: [{ var: 'start' }, { var: 'end' }, 'day'] }, 1] },
          },
        }),
        field(['start', 'date', '开始日期', 'First day'], { required: true }),
        field(['end', 'date', '结束日期', 'Last day'], { required: true }),
        field(['reason', 'longtext', '请假事由', 'Reason'], { required: true, span: 12 }),
        field(['proof', 'file', '证明材料', 'Proof'], { span: 12 }),
      ],
    },
  ],
  checks: [
    {
      key: 'end_after_start',
      when: { '<': [{ var: 'end' }, { var: 'start' }] },
      message: { zh: '结束日期不能早于开始日期', en: 'The last day can’t be before the first' },
      fields: ['end'],
      level: 'block',
    },
  ],
}
