export const portal = { link: 'For the public: what is disclosed, without a log-in' };
