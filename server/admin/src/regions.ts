/** The city and its eleven districts and counties with their codes in force (GB/T 2260; domain.md §7). */
export const REGIONS: readonly { code: string; name: string }[] = [
  { code: '350400', name: '三明市本级' },
  { code: '350404', name: '三元区' },
  { code: '350405', name: '沙县区' },
  { code: '350481', name: '永安市' },
  { code: '350421', name: '明溪县' },
  { code: '350423', name: '清流县' },
  { code: '350424', name: '宁化县' },
  { code: '350425', name: '大田县' },
  { code: '350426', name: '尤溪县' },
  { code: '350428', name: '将乐县' },
  { code: '350429', name: '泰宁县' },
  { code: '350430', name: '建宁县' },
];
