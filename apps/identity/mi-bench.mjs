import bc from '@node-rs/bcrypt'; import a2 from '@node-rs/argon2'; import {scrypt,pbkdf2} from 'node:crypto'; import {promisify} from 'node:util';
const t=async(n,f)=>{const b=performance.now();let r;try{r=await f()}catch(e){r=String(e)};console.log(n,Math.round(performance.now()-b),typeof r==='boolean'||typeof r==='string'?r:'')};
for (const c of [10,12,13,14]) await t('bcrypt '+c,()=>bc.hash('x',{cost:c}).then(()=>''));
for (const [m,tt,p] of [[19456,2,1],[65536,3,4],[262144,3,1],[262144,4,1],[65536,16,1]]) await t(`argon2 ${m},${tt},${p}`,()=>a2.hash('x',{memoryCost:m,timeCost:tt,parallelism:p}).then(()=>''));
for (const [ln,r,p] of [[14,8,1],[15,8,1],[17,8,1],[18,8,1],[17,8,2]]) await t(`scrypt ${ln},${r},${p}`,()=>promisify(scrypt)('x','saltsalt',32,{N:2**ln,r,p,maxmem:600*2**20}).then(()=>''));
for (const [i,d,l] of [[600000,'sha256',32],[1000000,'sha256',32],[2000000,'sha256',32],[210000,'sha512',64],[1000000,'sha512',64]]) await t(`pbkdf2 ${i} ${d}`,()=>promisify(pbkdf2)('x','saltsalt',i,l,d).then(()=>''));
// semantics
const h=await bc.hash('abc',{cost:4}); console.log(h);
for (const pw of ['abc','abc\0def','abc\0']) await t(JSON.stringify(pw),()=>bc.verify(pw,h));
for (const v of ['2b','2y','2x','2a','2']) await t(v,()=>bc.verify('abc',h.replace('$2b$',`$${v}$`)));
const l=await bc.hash('x'.repeat(72),{cost:4}); await t('72',()=>bc.verify('x'.repeat(73),l));
await t('garbage',()=>bc.verify('x','$2b$04$zz'));
await t('argon garbage',()=>a2.verify('$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA','x'));
await t('argon v16',()=>a2.verify('$argon2i$v=16$m=32,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA','x'));
await t('argon nov',()=>a2.verify('$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ','password'));
await t('argon2i v19',()=>a2.verify('$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA','password'));
await t('argon2id v19',()=>a2.verify('$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc','password'));
await t('argon2d v19',()=>a2.verify('$argon2d$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$n/LHvBx7zM3yTgFUmZT3Q5c9yTJJGfkZCPkWyDUSQ0Q','password'));
console.log(a2.parseOptions?.('$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ'));
for (const v of ['$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW|U*U','$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkY8jIucDrjc8deX1s.|','$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui|0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored']) {const [hh,pp]=v.split('|'); await t(hh,()=>bc.verify(pp,hh));}
