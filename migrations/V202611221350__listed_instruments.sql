-- Shares and funds that are listed in New York.
ALTER TABLE instruments DROP CONSTRAINT instruments_class_check;
ALTER TABLE instruments
  ADD CONSTRAINT instruments_class_check CHECK (class IN ('FOREX', 'METAL', 'CRYPTO', 'EQUITY', 'ETF'));

INSERT INTO instruments (symbol, class, name, base, quote, price_scale)
VALUES ('AAPL', 'EQUITY', 'Apple', 'AAPL', 'USD', 2),
       ('AMZN', 'EQUITY', 'Amazon', 'AMZN', 'USD', 2),
       ('GOOGL', 'EQUITY', 'Alphabet (class A)', 'GOOGL', 'USD', 2),
       ('MSFT', 'EQUITY', 'Microsoft', 'MSFT', 'USD', 2),
       ('GLD', 'ETF', 'SPDR Gold Shares', 'GLD', 'USD', 2),
       ('QQQ', 'ETF', 'Invesco QQQ', 'QQQ', 'USD', 2),
       ('SPY', 'ETF', 'SPDR S&P 500', 'SPY', 'USD', 2),
       ('VOO', 'ETF', 'Vanguard S&P 500', 'VOO', 'USD', 2);

INSERT INTO provider_symbols (provider, symbol, vendor_symbol)
SELECT 'twelvedata', symbol, symbol
  FROM instruments
 WHERE class IN ('EQUITY', 'ETF');
