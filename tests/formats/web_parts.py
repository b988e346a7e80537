"""What stands around the article on a government site. All of it is to be left out."""
# ruff: noqa: E501 -- mark-up is as long as it is

from __future__ import annotations

_NEWS = (
    ("清河镇召开森林防灭火工作部署会议", "1月18日上午，清河镇召开今冬明春森林防灭火工作部署会，传达上级会议精神，通报近期火情，要求各村压实责任，盯紧重点人群、重点地段，严格野外火源管理，确保不发生较大森林火灾。"),
    ("我县开展春节前食品安全专项检查", "为保障节日期间群众饮食安全，县市场监管局联合各乡镇对农贸市场、超市、餐饮单位开展专项检查，共检查经营主体312户次，发现问题隐患47处，已全部责令限期整改，并对其中3家立案查处。"),
    ("关于印发《清河县行政执法监督办法》的通知", "近日，县政府办公室印发《清河县行政执法监督办法》，明确行政执法监督的主体、方式和程序，健全执法投诉举报和处理机制，自2024年3月1日起施行，有效期五年，由县司法局负责解释。"),
    ("一图读懂《清河县重大行政决策程序规定》", "《规定》共八章五十二条，对重大行政决策的范围、公众参与、专家论证、风险评估、合法性审查和集体讨论决定等作了规定，是推进科学民主依法决策的重要依据……"),
    ("柳林乡扎实推进农村人居环境整治提升", "柳林乡以“清洁家园”行动为抓手，组织党员干部、志愿者清理房前屋后垃圾，拆除残垣断壁21处，新建公厕6座，村容村貌焕然一新，群众的幸福感、获得感不断增强。"),
    ("县司法局到东山街道调研法治建设工作", "1月12日，县司法局党组书记、局长一行到东山街道调研法治建设工作，实地查看公共法律服务站、人民调解室，听取情况汇报，并就行政复议规范化建设提出意见建议。"),
)  # fmt: skip
ABOUT = (
    "清河镇位于清河县城东北部，总面积118平方公里，辖26个行政村、2个社区，常住人口3.2万人。境内交通便利，物产丰富，是远近闻名的"
    "特色农业大镇，先后荣获全国重点镇、省级文明村镇、全省乡村振兴示范镇等称号，素有“鱼米之乡”的美誉。"
)
ABOUT_MORE = (
    "近年来，清河镇坚持生态优先、绿色发展，大力发展设施蔬菜、特色养殖和乡村旅游，建成千亩蔬菜基地3个、休闲农庄12家，"
    "年接待游客20余万人次，农民人均可支配收入连续五年保持两位数增长，一幅宜居宜业和美乡村的画卷正在徐徐展开。"
)
_COLUMNS = (
    "网站首页 走进清河 新闻中心 政务公开 政务服务 互动交流 专题专栏 数据开放 政府信息公开指南 政府信息公开制度 法定主动公开内容 "
    "政府信息公开年报 依申请公开 领导之窗 机构设置 规划计划 财政预决算 行政许可 行政处罚和行政强制 重大建设项目 公共资源配置 建议提案办理"
)
LIST = (
    "<ul>"
    + "".join(f"<li><a href='/col/{at}.html'>{name}</a></li>" for at, name in enumerate(_COLUMNS.split()))
    + "</ul>"
)
TOP = "<div class='top'><span>今天是2024年1月22日 星期一</span><a href='/wza'>无障碍浏览</a> | <a href='/fanti'>繁體</a></div>"
NAV = f"<div class='header'><img src='logo.png' alt='清河县人民政府'><div class='nav'>{LIST}</div></div>"
CRUMB = "您当前的位置：<a href='/'>首页</a> &gt; <a href='/zw'>政务公开</a> &gt; <a href='/fz'>法治政府建设年度报告</a> &gt; 正文"
INFO_TEXT = "发布时间：2024-01-20　来源：清河镇人民政府　浏览次数：<span id='hits'>123</span>　字体：【<a href='#'>大</a> 中 小】"
INFO_BAR = f"<div class='info'>{INFO_TEXT}</div>"
INFO_ITEMS = (
    "<span>发布日期：2024-01-20 09:12</span><ul><li>来源：清河镇人民政府</li><li>作者：党政办</li><li>浏览量：88</li>"
    "<li><a href='javascript:doZoom(16)'>大</a></li><li>中</li><li>小</li></ul>"
)
PRINT_BAR = "<div>【<a href='javascript:window.print()'>打印本页</a>】 【<a href='javascript:window.close()'>关闭窗口</a>】</div>"
SHARE = (
    "<div class='bdsharebuttonbox'><span>分享到：</span><a href='#' onclick='window.open(1)'>微信</a><a href='#'>微博</a></div>"
    f"<p>扫一扫在手机打开当前页</p>{PRINT_BAR}"
)
RELATED = (
    "<div class='xgwj'><h4>相关文件</h4><ul>"
    + "".join(
        f"<li><a href='/n/{at}.html'>{title}</a><span>2024-01-1{at}</span></li>" for at, (title, _) in enumerate(_NEWS)
    )
    + "</ul></div>"
)
LONG_RELATED = (
    "<div><p>相关文件</p>"
    + "".join(
        f"<p onclick=\"location.href='/w/{at}.html'\">清河县人民政府办公室关于进一步加强乡镇（街道）法治建设、规范行政执法行为、"
        f"健全行政裁量权基准制度的实施意见（清政办发〔202{at}〕1{at}号）</p>"
        for at in range(4)
    )
    + "</div>"
)
READINGS = (
    "<div><p>政策解读</p>" + "".join(f"<p><a href='/j/{at}.html'>{title}</a></p><p>{text}</p>" for at, (title, text) in enumerate(_NEWS[2:5])) + "</div>"
)  # fmt: skip
ATTACHED = (
    "<div class='fujian'><p>附件：</p><p><a href='/P020240120.doc'>1.清河镇2023年度法治政府建设情况统计表.doc</a></p>"
    "<p><a href='/P020240121.pdf'>2.清河镇行政执法人员名单（2023年度）.pdf</a></p></div>"
)
NEIGHBOURS = "<div><p>上一条：<a href='/1.html'>清河镇召开安全生产工作会议</a></p><p>下一条：<a href='/2.html'>关于开展医保参保缴费的通知</a></p></div>"
COMMENTS = (
    "<div><b>清风</b><p>镇里这一年做了不少实事，特别是矛盾纠纷调解方面，希望明年继续加强对村里的普法宣传。</p></div>"
    "<div><b>河畔人家</b><p>便民服务中心办事比以前快多了，建议周末也安排人值班，方便在外打工的人回来办理业务。</p></div>"
    "<form><textarea>文明上网，理性发言</textarea><button>发表评论</button></form>"
)
FOOTER_TEXT = (
    "<p><a href='/map'>网站地图</a> | <a href='/about'>联系我们</a></p><p>主办单位：清河县人民政府办公室　承办单位：清河县政务信息中心</p>"
    "<p>版权所有：清河县人民政府　网站标识码：1300000001　冀ICP备05000000号-1　冀公网安备13000002000000号</p>"
    "<p>建议使用1920*1080分辨率浏览本站，获得最佳浏览效果。</p>"
)
FOOTER = f"<div class='footer'>{FOOTER_TEXT}</div>"
FONT_NAV = "<FONT color=red>清河县人民政府</FONT> " + " | ".join(
    f"<A href='/{at}.asp'>{name}</A>" for at, name in enumerate(_COLUMNS.split()[:9])
)
LINK_ROWS = (
    "<table>"
    + "".join(
        f"<tr><td>·<a href='/x{at}.asp'>{title}</a></td><td>01-1{at}</td></tr>" for at, (title, _) in enumerate(_NEWS)
    )
    + "</table>"
)
SCRIPT = "<script>var a='<p>脚本里的段落，不应当出现。</p>'; if (1<2) document.write('<!-- ');</script><noscript>请启用脚本</noscript>"
STYLE = "<style>p{text-indent:2em} .x::before{content:'样式里的字'}</style>"
PICTURE = "<img src='data:image/png;base64," + "iVBORw0KGgoAAAANSUhEUgAA" * 2000 + "' alt='二维码'>"
WORD_HEAD = (
    "<meta name=ProgId content=Word.Document><title>Microsoft Word - 文档1</title><!--[if gte mso 9]><xml><o:DocumentProperties>"
    "<o:Author>微软用户</o:Author></o:DocumentProperties></xml><![endif]--><style><!-- p.MsoNormal{margin:0cm} --></style>"
)


def index_card(title: str) -> str:
    """The table of a disclosure page: number, date, body, title."""
    rows = (
        ("索引号", "000014349/2024-00007", "主题分类", "司法、法治政府建设"),
        ("发布机构", "清河镇人民政府", "发文日期", "2024年01月20日"),
        ("名称", title, "文号", ""),
        ("主题词", "法治政府 年度报告", "有效性", "有效"),
    )
    cells = ("".join(f"<td><b>{row[at]}：</b></td><td>{row[at + 1]}</td>" for at in (0, 2)) for row in rows)
    return "<table class='xxgk'>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def teasers(count: int) -> str:
    """A column of news, each with its linked title and the beginning of its text."""
    items = ((at, *_NEWS[at % len(_NEWS)]) for at in range(count))
    return "<h3>最新动态</h3>" + "".join(
        f"<div><h4><a href='/t{at}.html'>{title}</a></h4><p>{text}</p></div>" for at, title, text in items
    )
