/** Words that more than one screen says. What one part says stands beside it. */
export const ko = {
  product: '뿌리데스크',
  save: '저장',
  cancel: '취소',
  close: '닫기',
  open: '열기',
  retry: '다시 읽기',
  unknown: '–',
  loading: '읽는 중입니다.',
  saved: '저장했습니다.',
  people: '구직자',
  consultations: '상담일지',
  companies: '기업',
  factories: '공장명부',
  today: '오늘',
} as const;
