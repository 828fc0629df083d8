import { CommonPasswords } from './common-passwords.js';

describe('S2: the list that ships with the product', () => {
  let common: CommonPasswords;
  beforeAll(async () => {
    common = await CommonPasswords.load();
  });

  it.each(['password', '12345678', 'iloveyou1', '1q2w3e4r5t6y7u8i', 'qwertyuiop', 'PASSWORD', 'TrustNo1'])(
    'knows %j',
    async (password) => {
      expect(await common.includes(password)).toBe(true);
    },
  );

  it.each(['violet kettle 42', 'correct horse battery stapler', 'пароль-для-проверки', ''])(
    'does not know %j',
    async (password) => {
      expect(await common.includes(password)).toBe(false);
    },
  );
});
