export const portal = { link: '公众门户：查看公开信息，不需要登录' };
