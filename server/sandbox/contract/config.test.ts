import { describeRows } from './test-rows'

describeRows('contract 10.1', [
  {
    says: 'by a user',
    path: '/config/get_config',
    body: {},
    as: 'u1',
    code: 1002,
    dlt: 'user u1 is not admin userID',
  },
  {
    says: 'unknown',
    path: '/config/get_config',
    body: { configName: 'x.yml' },
    code: 1001,
    dlt: 'config name not found',
  },
  {
    says: 'what was set',
    path: '/config/get_config',
    after: [['/config/set_config', { configName: 'redis.yml', data: '{"DB":1}' }]],
    body: { configName: 'redis.yml' },
    data: '{"DB":1}',
  },
  { says: 'no JSON', path: '/config/set_config', body: { configName: 'redis.yml', data: '{' }, code: 1001 },
  {
    says: 'switched on',
    path: '/config/get_enable_config_manager',
    after: [['/config/set_enable_config_manager', { enable: true }]],
    body: {},
    data: { enable: true },
  },
  { says: 'reset', path: '/config/reset_config', body: {}, data: null },
  { says: 'restart', path: '/restart', body: {}, data: null },
  { says: 'restart by a user', path: '/restart', body: {}, as: 'u1', code: 1002 },
])
