export const FlowPage = () => null;
