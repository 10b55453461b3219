/**
 * What people type first: cores of the passwords at the top of published leak lists, with those usual in Chinese offices. A password counts as common
 * when this is all that is left of it without digits and signs at its ends.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passwd passw0rd p@ssw0rd p@ssword pa$$w0rd admin administrator root guest test tester testtest user username login welcome letmein changeme
  default secret master monkey dragon football baseball basketball superman batman sunshine princess iloveyou iloveu lovely loveyou trustno
  qwerty qwertyuiop qwertyui qwer qwerasdf qazwsx qazwsxedc asdf asdfgh asdfghjkl asdfjkl zxcvbn zxcvbnm q1w2e3r4 q1w2e3r4t5y6 1q2w3e4r 1q2w3e4r5t
  1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc zaq12wsx abcd abc abcdef abcdefg aaaaaa aaa a1b2c3d4 a1b2c3d4e5f6 shadow michael jordan hello helloworld
  computer internet server system oracle mysql postgres manager office company enterprise government china beijing shanghai jilin changchun woaini
  woaini1314 woaiwojia wodemima mima mimashi nihao nihaoma caonima zhongguo anquan anquanshengchan anwang jilinsheng changchunshi yingji anjianju
  anjian jianguan qiye xitong guanliyuan gongsi 123qwe 123abc 123456 12345678 123456789 1234567890 123456789012 0123456789 987654321 9876543210
  123123 123123123 123123123123 111111 111111111111 000000 000000000000 112233 112233445566 121212 666666 666666666666 888888 888888888888 5201314
  1314520 520520 147258369 147258369147 123654 789456123 123321`
    .split(/\s+/)
    .filter((each) => each !== ''),
);
