import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { TextField, type TextFieldProps } from '../ui/text-field';

interface Props extends Omit<TextFieldProps, 'type' | 'value' | 'onChange' | 'onBlur' | 'defaultValue'> {
  /** What stands in it at first. */
  number?: string;
}

/** Sets the digits of a number apart while they are typed. The rules of all countries are loaded beside the page. */
export function PhoneField({ number = '', ...field }: Props) {
  const [phone, setPhone] = useState(number);
  const { data: rules } = useQuery({
    queryKey: ['phone-rules'],
    queryFn: () => import('./as-typed'),
    staleTime: Infinity,
    retry: false,
  });
  const shown = (typed: string): string => rules?.asTyped(typed) ?? typed;
  return (
    <TextField
      {...field}
      type="tel"
      value={phone}
      // Only at the end: whoever corrects something in the middle must not lose their place.
      onChange={({ target }) => {
        const atEnd = target.selectionStart === target.value.length && target.value.length > phone.length;
        setPhone(atEnd ? shown(target.value) : target.value);
      }}
      onBlur={() => setPhone(shown(phone))}
    />
  );
}
