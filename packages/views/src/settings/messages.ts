import { createMessages, type Messages } from '@mortise/ui'

const table = {
  title: { zh: '设置', en: 'Settings' },
  profile: { zh: '个人', en: 'Profile' },
  users: { zh: '成员', en: 'People' },
  departments: { zh: '部门', en: 'Departments' },
  language: { zh: '语言', en: 'Language' },
  theme: { zh: '外观', en: 'Appearance' },
  light: { zh: '浅色', en: 'Light' },
  dark: { zh: '深色', en: 'Dark' },
  auto: { zh: '跟随系统', en: 'As the system' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  name: { zh: '姓名', en: 'Name' },
  email: { zh: '邮箱', en: 'Email' },
  department: { zh: '部门', en: 'Department' },
  manager: { zh: '直属上级', en: 'Manager' },
  roles: { zh: '角色', en: 'Roles' },
  state: { zh: '状态', en: 'State' },
  active: { zh: '在用', en: 'Active' },
  inactive: { zh: '已停用', en: 'Inactive' },
  invite: { zh: '添加成员', en: 'Add a person' },
  edit: { zh: '编辑成员', en: 'Edit person' },
  save: { zh: '保存', en: 'Save' },
  saved: { zh: '已保存', en: 'Saved' },
  password: { zh: '初始密码（只显示这一次）', en: 'First password (shown only once)' },
  addDepartment: { zh: '添加部门', en: 'Add a department' },
  departmentName: { zh: '部门名称', en: 'Name of the department' },
  parent: { zh: '上级部门', en: 'Above it' },
  none: { zh: '无', en: 'None' },
} as const

/** The words of the settings. */
export const messages: Messages<keyof typeof table> = createMessages(table)
