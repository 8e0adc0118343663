"""What functions require of their constant arguments, above all those of percentiles."""

from case import Cases
from small_views import add_statements

CASES = Cases()

add_statements(
    CASES,
    r"""
SELECT percentile_approx(a, 50) FROM x
SELECT percentile_approx(a, -0.1) FROM x
SELECT percentile_approx(a, 1.01D) FROM x
SELECT percentile_approx(a, array(0.5, 2)) FROM x
SELECT percentile_approx(a, array()) FROM x
SELECT percentile_approx(a, NULL) FROM x
SELECT percentile_approx(a, array(NULL)) FROM x
SELECT percentile_approx(a, array(0.5, NULL)) FROM x
SELECT percentile_approx(a, a) FROM x
SELECT percentile_approx(a, array(a)) FROM x
SELECT percentile_approx(a, 0.5, a) FROM x
SELECT percentile_approx(a, 0.5, 0) FROM x
SELECT percentile_approx(a, 0.5, -1) FROM x
SELECT percentile_approx(a, 0.5, NULL) FROM x
SELECT percentile_approx(a, 0.5, 2147483648L) FROM x
SELECT percentile_approx(a, 0.5, 9999999999L) FROM x
SELECT percentile_approx(a, 0.5, 1.5) FROM x
SELECT percentile_approx(a, 0.5, '100') FROM x
SELECT percentile_approx(a, 0.5, 'q') FROM x
SELECT percentile_approx(a, '0.5') FROM x
SELECT percentile_approx(a, true) FROM x
SELECT percentile_approx(a, 1) FROM x
SELECT percentile_approx(a, 0) FROM x
SELECT percentile_approx(a, double('inf')) FROM x
SELECT percentile_approx(a, 0.25 + 0.25) FROM x
SELECT percentile_approx(a, rand()) FROM x
SELECT percentile_approx(DISTINCT a, 0.5) FROM x
SELECT percentile_approx(a) FROM x
SELECT percentile_approx(a, 0.5, 100, 1) FROM x
SELECT approx_percentile(a, 50) FROM x
SELECT approx_percentile(a, array(0.5, 2)) FROM x
SELECT approx_percentile(a, map(1, 2)) FROM x
SELECT approx_percentile(DATE'2020-01-01', 0.5) FROM x
SELECT approx_percentile(INTERVAL '1' DAY, 0.5), approx_percentile(TIMESTAMP'2020-01-01', 0.5), approx_percentile(INTERVAL '1' YEAR, 0.5), approx_percentile(1.5, 0.5), approx_percentile(1.50BD, array(0.5)) FROM x
SELECT percentile(a, 50) FROM x
SELECT percentile(a, -0.1) FROM x
SELECT percentile(a, 1.01D) FROM x
SELECT percentile(a, array(0.5, 2)) FROM x
SELECT percentile(a, array()) FROM x
SELECT percentile(a, NULL) FROM x
SELECT percentile(a, array(NULL)) FROM x
SELECT percentile(a, array(0.5, NULL)) FROM x
SELECT percentile(a, a) FROM x
SELECT percentile(a, array(a)) FROM x
SELECT percentile(a, 0.5, 1.5) FROM x
SELECT percentile(a, 0.5, 1.5D) FROM x
SELECT percentile(a, 0.5, '2') FROM x
SELECT percentile(a, 0.5, 'q') FROM x
SELECT percentile(a, '0.5') FROM x
SELECT percentile('5', 0.5) FROM x
SELECT percentile(DISTINCT a, 0.5) FROM x
SELECT percentile(a, 0.5, 1, 1) FROM x
SELECT percentile(INTERVAL '1' DAY, 0.5), percentile(INTERVAL '1' YEAR, 0.5), percentile(1.5, 0.5) FROM x
SELECT median(b) FROM x
SELECT median(a, 1) FROM x
SELECT median(DISTINCT a) FROM x
SELECT percentile_cont(50) WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a DESC) FROM x
SELECT percentile_cont(-1) WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_cont(array(0.5, 2)) WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_cont(a) WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_cont(NULL) WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY b) FROM x
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a, b) FROM x
SELECT percentile_cont(0.5) FROM x
SELECT percentile_cont(DISTINCT 0.5) WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_disc(50) WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY a DESC NULLS LAST) FROM x
SELECT percentile_disc(array(0.5, -2)) WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_disc(a) WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_disc(NULL) WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_disc(array(0.1, NULL)) WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_disc('0.5') WITHIN GROUP (ORDER BY a) FROM x
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) OVER (ORDER BY a) FROM x
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) OVER (PARTITION BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM x
SELECT median(a) OVER (ORDER BY a) FROM x
SELECT percentile(a, 0.5) OVER (ORDER BY a) FROM x
SELECT percentile_approx(a, 0.5) OVER (ORDER BY a) FROM x
SELECT mode(a, 'q') FROM x
SELECT mode(a, a > 1) FROM x
SELECT mode(a, NULL) FROM x
SELECT mode(a, true) FROM x
SELECT mode() WITHIN GROUP (ORDER BY a) FROM x
SELECT mode() WITHIN GROUP (ORDER BY a DESC) FROM x
SELECT mode() FROM x
SELECT histogram_numeric(a, 1) FROM x
SELECT histogram_numeric(a, 0) FROM x
SELECT histogram_numeric(a, a) FROM x
SELECT histogram_numeric(a, NULL) FROM x
SELECT histogram_numeric(a, 2.5) FROM x
SELECT approx_count_distinct(a, 0.5) FROM x
SELECT approx_count_distinct(a, a) FROM x
SELECT approx_count_distinct(a, NULL) FROM x
SELECT approx_count_distinct(a, 0) FROM x
SELECT approx_count_distinct(a, -1) FROM x
SELECT approx_count_distinct(a, '0.1') FROM x
SELECT count_min_sketch(a, 0.5, 0.5, a) FROM x
SELECT count_min_sketch(a, 0D, 0.5D, 1) FROM x
SELECT count_min_sketch(a, 0.5D, 1.5D, 1) FROM x
SELECT first(a, 'q') FROM x
SELECT first(a, a > 1) FROM x
SELECT first(a, NULL) FROM x
SELECT nth_value(a, 0) OVER (ORDER BY a) FROM x
SELECT nth_value(a, a) OVER (ORDER BY a) FROM x
SELECT nth_value(a, NULL) OVER (ORDER BY a) FROM x
SELECT ntile(0) OVER (ORDER BY a) FROM x
SELECT ntile(a) OVER (ORDER BY a) FROM x
SELECT ntile(NULL) OVER (ORDER BY a) FROM x
SELECT lag(a, NULL) OVER (ORDER BY a) FROM x
SELECT lead(a, -1, 'q') OVER (ORDER BY a) FROM x
SELECT lead(a, 1, b) OVER (ORDER BY a) FROM x
SELECT listagg(a, b) FROM x
SELECT listagg(a, NULL) FROM x
""",
)
